/** The little of vis-network that is used here. */

export interface VisSet {
  get(id: string): { hidden?: boolean } | null;
  update(items: object[]): void;
}

export interface VisEvent {
  nodes: string[];
  edges: string[];
  edge?: string;
}

export interface VisNetwork {
  on(event: string, listener: (event: VisEvent) => void): void;
  fit(options: object): void;
  getScale(): number;
  focus(node: string, options: object): void;
  selectNodes(nodes: string[]): void;
  setOptions(options: object): void;
  setSelection(selection: { nodes: string[]; edges: string[] }): void;
}

export interface Vis {
  DataSet: new (items: object[]) => VisSet;
  Network: new (place: HTMLElement, data: object, options: object) => VisNetwork;
}
