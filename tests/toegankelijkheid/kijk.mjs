// Opens a page in Chromium and prints as JSON what axe-core and the layout have against it.
// Usage: node kijk.mjs FOLDER_WITH_NODE_MODULES CHROMIUM PAGE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [map, chromium, ...paginas] = process.argv.slice(2);
const laad = createRequire(join(map, "x.js"));
const puppeteer = laad("puppeteer-core");
const axe = readFileSync(laad.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

// 320 px wide is also what a screen of 1280 px shows at 400 %.
const STANDEN = [
  { naam: "licht", breed: 1280, kleur: "light", toetsen: true },
  { naam: "donker", breed: 1280, kleur: "dark" },
  { naam: "smal", breed: 320, kleur: "light" },
];

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
const uit = [];
for (const pagina of paginas) {
  for (const stand of STANDEN) {
    const blad = await browser.newPage();
    const vragen = [];
    blad.on("request", (vraag) => vragen.push(vraag.url()));
    await blad.setBypassCSP(true); // for axe only: the page itself allows no script
    await blad.emulateMediaFeatures([{ name: "prefers-color-scheme", value: stand.kleur }]);
    await blad.setViewport({ width: stand.breed, height: 900 });
    await blad.goto(pathToFileURL(pagina).href);
    await blad.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const breedte = await blad.evaluate(() => document.documentElement.scrollWidth);
    await blad.evaluate(axe);
    const gevonden = await blad.evaluate((tags) => axe.run({ runOnly: tags }), TAGS);
    // with the keyboard alone: which elements the Tab key reaches, and whether it shows where
    let stappen = 0;
    let onzichtbaar = 0;
    for (; stand.toetsen && stappen < 400; stappen += 1) {
      await blad.keyboard.press("Tab");
      const hier = await blad.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        return getComputedStyle(e).outlineStyle !== "none";
      });
      if (hier === null) break;
      if (!hier) onzichtbaar += 1;
    }
    uit.push({
      pagina,
      stand: stand.naam,
      breedte,
      gevraagd: vragen.filter((v) => !v.startsWith("file:") && !v.startsWith("data:")),
      stappen,
      onzichtbaar,
      regels: gevonden.passes.length,
      fouten: gevonden.violations.map((f) => [f.id, f.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]),
    });
    await blad.close();
  }
}
await browser.close();
console.log(JSON.stringify(uit));
