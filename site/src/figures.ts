/** Every graph of a page is brought to life; one whose data is broken leaves what the page says. */

import { readData } from "./data";
import { startExplorer } from "./explorer";
import { drawSmall } from "./small";

export function startGraphs(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("[data-graph]")) {
    const name = figure.dataset.graph ?? "";
    const canvas = document.getElementById(`${name}-canvas`);
    const data = readData(name);
    if (!canvas || !data) continue;
    const explorer = figure.closest<HTMLElement>("[data-explorer]");
    if (explorer) startExplorer(canvas, data, explorer);
    else drawSmall(canvas, { ...data, named: true });
  }
}
