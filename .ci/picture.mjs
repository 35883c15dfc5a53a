// Takes the picture of the README from the built site: the first page, with the evidence of its refuted line open.
// mkdocs build && node .ci/picture.mjs site docs/assets/checked-page.png
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const [site, picture] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2" };

const serve = (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const file = join(site, path.endsWith("/") ? join(path, "index.html") : path);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  return createReadStream(file).pipe(response);
};

const server = createServer(serve).listen(0, "127.0.0.1");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 860, height: 1200 }, deviceScaleFactor: 2 });
await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: "networkidle" });
await page.locator("summary.bp-refuted").first().click();
await page.mouse.move(0, 0);
const end = await page.locator("h2").first().boundingBox();
const start = await page.locator("h1").first().boundingBox();
const clip = { x: 0, y: start.y - 24, width: 860, height: end.y - start.y };
await page.screenshot({ path: picture, clip, fullPage: true });
await browser.close();
server.close();
