// Bundles the scripts and styles into dist/: one file for the pages, one for vis-network, one style
// sheet, and the list of what the scripts contain of others, with its licences.

import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  target: ["es2021", "chrome100", "firefox100", "safari15.4"],
};

/** The packages that a bundle contains, by folder. */
function packagesOf(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const match = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (match) folders.add(match[1]);
  }
  return [...folders].sort();
}

/** Name, version, licence and its text of a package. */
async function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return { name, version, license, text: texts.map((text) => text.trim()).join("\n\n") };
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const results = await Promise.all([
  build({ ...common, entryPoints: ["src/site.ts"], outfile: "dist/site.js", format: "iife" }),
  build({ ...common, entryPoints: ["src/search.ts"], outfile: "dist/search.js", format: "iife" }),
  build({ ...common, entryPoints: ["src/vis-network.ts"], outfile: "dist/vis-network.js", format: "iife" }),
  build({ ...common, entryPoints: ["styles/site.css"], outfile: "dist/site.css" }),
]);

const names = [...new Set(results.flatMap((result) => packagesOf(result.metafile)))].sort();
const licences = await Promise.all(names.map(licenceOf));
await writeFile(join(dist, "licences.json"), JSON.stringify(licences, null, 1) + "\n");
await copyFile(join(here, "styles", "icon.svg"), join(dist, "icon.svg"));
