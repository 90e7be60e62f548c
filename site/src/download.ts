/** The drawing as a file: SVG as it is, PNG painted from the same SVG at twice its size. */

import type { Graph } from "./graph";
import { svgOf } from "./svg";

/** Browsers refuse larger bitmaps. */
const MOST = 8192;

export function saveSvg(graph: Graph, title: string, name: string): void {
  save(new Blob([textOf(graph, title)], { type: "image/svg+xml" }), `${name}.svg`);
}

export async function savePng(graph: Graph, title: string, name: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(graph, title))}`;
  await image.decode();
  const scale = Math.min(2, MOST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`), "image/png");
}

function textOf(graph: Graph, title: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svgOf(graph, title))}\n`;
}

function save(blob: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
