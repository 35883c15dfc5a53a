// Opens every page of a built site in headless Chromium and says, as JSON, what a reader would meet.
// node browse.mjs CHROMIUM BASE_URL PICTURES PATH...
import { chromium } from "playwright-core";

const [executablePath, base, pictures, ...paths] = process.argv.slice(2);
const LOOKS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
};
const PICTURED = ["", "derivations/two-layer-network/", "derivations/softmax-regression/"];
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const measure = () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const text = document.querySelector("article").cloneNode(true);
  text.querySelectorAll("code, annotation").forEach((e) => e.remove());
  const rendered = (e) => e.querySelector(".katex-html") !== null;
  return {
    errors: all(".katex-error").map((e) => e.title),
    displays: all(".bp-display").length,
    displaysRendered: all(".bp-display").filter(rendered).length,
    unrendered: /\\\(|\\\[|\$\$/.test(text.textContent),
    badges: all("[data-bp-entry]").map((e) => [e.dataset.bpEntry, e.innerText.trim()]),
    total: all("[data-bp-total]").map((e) => Number(e.dataset.bpTotal)),
    overflow: document.documentElement.scrollWidth - window.innerWidth,
  };
};

const opensToEvidence = async (page) => {
  const summaries = await page.locator(".bp-equation > details > summary").all();
  if (summaries.length === 0) return null;
  await summaries[0].click();
  return page.locator(".bp-equation > details[open] .bp-evidence").first().isVisible();
};

const visit = async (context, path, look) => {
  const page = await context.newPage();
  const found = { path, look, console: [], outside: [] };
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && found.console.push(m.text()));
  page.on("pageerror", (e) => found.console.push(String(e)));
  page.on("requestfailed", (r) => found.console.push(`failed: ${r.url()}`));
  page.on("request", (r) => r.url().startsWith(base) || r.url().startsWith("data:") || found.outside.push(r.url()));
  await page.goto(base + path, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  Object.assign(found, await page.evaluate(measure));
  found.opens = await opensToEvidence(page);
  if (found.opens && PICTURED.includes(path)) {
    await page.evaluate(() => window.scrollTo(0, 0));
    const name = path.replaceAll("/", "_").replace(/_$/, "") || "index";
    await page.screenshot({ path: `${pictures}/${name}-${look}.png`, fullPage: true });
  }
  await page.close();
  return found;
};

const walk = async (browser, look) => {
  const context = await browser.newContext(LOOKS[look]);
  const visits = [];
  for (const path of paths) visits.push(await visit(context, path, look));
  return visits;
};

const browser = await chromium.launch({ executablePath, headless: true, args });
const visits = await Promise.all(Object.keys(LOOKS).map((look) => walk(browser, look)));
await browser.close();
console.log(JSON.stringify(visits.flat()));
