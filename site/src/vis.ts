/** The little of vis-network that is used here. */

export interface VisSet {
  get(id: string): object | null;
  add(items: object[]): void;
  clear(): void;
  update(items: object[]): void;
}

export interface VisEvent {
  nodes: string[];
  edges: string[];
  edge?: string;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface VisNetwork {
  on(event: string, listener: (event: VisEvent) => void): void;
  on(event: "beforeDrawing" | "afterDrawing", listener: (context: CanvasRenderingContext2D) => void): void;
  once(event: string, listener: () => void): void;
  fit(options: object): void;
  getScale(): number;
  getViewPosition(): { x: number; y: number };
  getBoundingBox(node: string): Box | undefined;
  moveTo(options: { position?: { x: number; y: number }; scale?: number; animation: false }): void;
  redraw(): void;
  setOptions(options: object): void;
  setSelection(selection: { nodes: string[]; edges: string[] }): void;
}

export interface Vis {
  DataSet: new (items: object[]) => VisSet;
  Network: new (place: HTMLElement, data: object, options: object) => VisNetwork;
}
