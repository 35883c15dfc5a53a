// KaTeX renders what is in the page; nothing is fetched. `document$` is Material's stream of page contents.
const options = {
  delimiters: [
    { left: "\\(", right: "\\)", display: false },
    { left: "\\[", right: "\\]", display: true },
  ],
  throwOnError: false,
  strict: (code) => (code === "newLineInDisplayMode" ? "ignore" : "warn"),
};

document$.subscribe(({ body }) => renderMathInElement(body, options));
