// Bundles the scripts and styles into dist/: one file for the pages, one for vis-network, two for the
// query page, one style sheet, and the list of what the scripts contain of others, with its licences.

import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

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
  const paths = files.map((file) => join(folder, file));
  // A package that forgot its licence's text: it stands in our own folder, from the package's source.
  if (!paths.length) paths.push(join(here, "licences", `${name.replace("/", "-")}.txt`));
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return { name, version, license, text: texts.map((text) => text.trim()).join("\n\n") };
}

/**
 * The query engine as one classic script, which a page opened from a folder may load: the worker's
 * script as text, and the WebAssembly module packed and in base64. The worker unpacks it.
 */
async function buildEngine() {
  const result = await build({
    ...common,
    entryPoints: ["src/query/worker.ts"],
    format: "iife",
    write: false,
    // Read only when no module is given; there is no such address in a worker made from a string.
    define: { "import.meta.url": '""' },
  });
  const wasm = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));
  const packed = gzipSync(limited(wasm), { level: 9 });
  const file = { worker: result.outputFiles[0].text, wasm: packed.toString("base64") };
  await writeFile(join(dist, "query-engine.js"), `globalThis.kgEngine=${JSON.stringify(file)};\n`);
  return result;
}

const MEMORY_SECTION = 5;
const MOST_PAGES = 24_576; // of 64 KiB: 1.5 GiB

/** The module with a limit to its memory, so that a runaway query ends in a message, not in swapping. */
function limited(wasm) {
  let at = 8;
  while (at < wasm.length) {
    const [length, body] = unsigned(wasm, at + 1);
    if (wasm[at] === MEMORY_SECTION) {
      const [least] = unsigned(wasm, body + 2);
      if (wasm[body] !== 1 || wasm[body + 1] !== 0) throw new Error("the module's memory is not as expected");
      const section = [1, 1, ...leb(least), ...leb(MOST_PAGES)];
      const head = [MEMORY_SECTION, ...leb(section.length), ...section];
      return Buffer.concat([wasm.subarray(0, at), Buffer.from(head), wasm.subarray(body + length)]);
    }
    at = body + length;
  }
  throw new Error("the module has no memory of its own");
}

/** A number in LEB128, and where it ends. */
function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 0x7f) << shift;
    if (!(bytes[at] & 0x80)) return [value, at + 1];
  }
}

/** A number as LEB128. */
function leb(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const results = await Promise.all([
  build({ ...common, entryPoints: ["src/site.ts"], outfile: "dist/site.js", format: "iife" }),
  build({ ...common, entryPoints: ["src/search.ts"], outfile: "dist/search.js", format: "iife" }),
  build({ ...common, entryPoints: ["src/vis-network.ts"], outfile: "dist/vis-network.js", format: "iife" }),
  build({ ...common, entryPoints: ["src/query.ts"], outfile: "dist/query.js", format: "iife" }),
  buildEngine(),
  build({ ...common, entryPoints: ["styles/site.css"], outfile: "dist/site.css" }),
]);

const names = [...new Set(results.flatMap((result) => packagesOf(result.metafile)))].sort();
const licences = await Promise.all(names.map(licenceOf));
await writeFile(join(dist, "licences.json"), JSON.stringify(licences, null, 1) + "\n");
await copyFile(join(here, "styles", "icon.svg"), join(dist, "icon.svg"));
