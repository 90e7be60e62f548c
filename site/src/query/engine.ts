/** The engine as the page sees it: loaded when first asked, one question at a time, ended at will. */

import { isDataset } from "./dataset";
import type { Answer, Dataset, EngineFile, Fault, Form, Order, Report } from "./protocol";

/** What a question ends with when it is stopped. */
export const STOPPED = Symbol("stopped");
export type Ending = Answer | Fault | typeof STOPPED;

interface Shared {
  kgEngine?: EngineFile;
  kgDataset?: Dataset;
  kgReasons?: Dataset;
}

const shared = globalThis as Shared;

export class Engine {
  private worker: Worker | null = null;
  private started: Promise<Fault | typeof STOPPED | null> | null = null;
  private run = 0;
  private answered: ((report: Report | typeof STOPPED) => void) | null = null;

  private hasReasons = false;

  /**
   * @param files addresses of the engine, of the dataset and of its reasons; @param hashes those of the data that
   * the names were built with; @param needsReasons tells of a query whether it speaks of why inferred edges hold.
   */
  constructor(
    private readonly files: { engine: string; dataset: string; reasons: string },
    private readonly hashes: { dataset: string; reasons: string },
    private readonly needsReasons: (text: string) => boolean,
  ) {}

  /** Whether a question would be asked at once. */
  isReady = false;

  /** Load the files and start the worker, once; what stands in the way is given, not thrown. */
  start(): Promise<Fault | typeof STOPPED | null> {
    if (this.started) return this.started;
    const run = this.run;
    const started = this.launch(run).then((fault) => {
      if (this.run === run) {
        this.isReady = !fault;
        if (fault) this.started = null;
      }
      return fault;
    });
    this.started = started;
    return started;
  }

  /** The answer to a query; `offset` is how much of its first line we put before it. */
  async ask(text: string, offset: number, most: number): Promise<Ending> {
    const fault = await this.start();
    if (fault) return fault;
    const withReasons = this.needsReasons(text.slice(offset));
    if (withReasons && !this.hasReasons) {
      const missing = await this.addReasons();
      if (missing) return missing;
    }
    const report = await this.send({ do: "ask", text, offset, most, withReasons });
    if (report === STOPPED) return STOPPED;
    if (report.said === "ready" || report.said === "written") return failed("engine", report.said);
    // An engine that ran out of memory is not to be trusted with another question.
    if (report.said === "fault" && report.why === "memory") this.end();
    return report;
  }

  /** The last answer as a file. */
  async write(form: Form): Promise<string> {
    const report = await this.send({ do: "write", form });
    return report !== STOPPED && report.said === "written" ? report.text : "";
  }

  /** End what is running; the next question starts a new worker. */
  stop(): void {
    this.end();
    this.answered?.(STOPPED);
  }

  /** Give the worker the reasons, which most questions need not. */
  private async addReasons(): Promise<Fault | typeof STOPPED | null> {
    const run = this.run;
    const isLoaded = await loadScript(this.files.reasons);
    if (this.run !== run) return STOPPED;
    if (!isLoaded || !isDataset(shared.kgReasons)) return failed("data", this.files.reasons);
    if (shared.kgReasons.sha256 !== this.hashes.reasons) return failed("data", "sha256");
    const report = await this.send({ do: "add", reasons: shared.kgReasons });
    if (report === STOPPED) return STOPPED;
    if (report.said !== "ready") return report.said === "fault" ? report : failed("engine", report.said);
    this.hasReasons = true;
    return null;
  }

  private end(): void {
    this.run += 1;
    this.hasReasons = false;
    this.isReady = false;
    this.worker?.terminate();
    this.worker = null;
    this.started = null;
  }

  private send(order: Order): Promise<Report | typeof STOPPED> {
    return new Promise((resolve) => {
      this.answered = (report) => {
        this.answered = null;
        resolve(report);
      };
      if (this.worker) this.worker.postMessage(order);
      else this.answered(STOPPED);
    });
  }

  private async launch(run: number): Promise<Fault | typeof STOPPED | null> {
    const [engine, dataset] = await Promise.all([loadScript(this.files.engine), loadScript(this.files.dataset)]);
    if (this.run !== run) return STOPPED;
    if (!engine || !shared.kgEngine?.worker) return failed("engine", this.files.engine);
    if (!dataset || !isDataset(shared.kgDataset)) return failed("data", this.files.dataset);
    if (shared.kgDataset.sha256 !== this.hashes.dataset) return failed("data", "sha256");
    const address = URL.createObjectURL(new Blob([shared.kgEngine.worker], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }: MessageEvent<Report>) => this.answered?.(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end();
      this.answered?.(failed("memory", event.message));
    };
    const report = await this.send({ do: "start", wasm: shared.kgEngine.wasm, dataset: shared.kgDataset });
    URL.revokeObjectURL(address);
    if (report === STOPPED) return STOPPED;
    if (report.said === "ready") return null;
    this.end();
    return report.said === "fault" ? report : failed("engine", report.said);
  }
}

function failed(why: Fault["why"], words: string): Fault {
  return { said: "fault", why, words, line: 0, column: 0 };
}

/** Load a classic script: the only kind of file that a page opened from a folder may read. */
export function loadScript(address: string): Promise<boolean> {
  const known = [...document.scripts].find((script) => script.getAttribute("src") === address);
  if (known?.dataset.loaded) return Promise.resolve(true);
  known?.remove();
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      script.dataset.loaded = "yes";
      resolve(true);
    });
    script.addEventListener("error", () => resolve(false));
    document.head.append(script);
  });
}
