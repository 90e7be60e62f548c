/** The state of the explorer as the fragment of the address, so that a view can be shared and gone back to. */

export const CHOICES = ["status", "kind", "phase", "confidence", "case", "listed"] as const;
export type Choice = (typeof CHOICES)[number];

export interface Address {
  view: string;
  node: string;
  edge: string;
  /** The two ends of a way that is looked for. */
  from: string;
  to: string;
  /** Scale and middle of what is in view; empty when it is as the view starts. */
  at: string;
  /** The groups that are open. */
  open: string[];
  /** What is chosen, where that is not what the view starts with. */
  choices: Partial<Record<Choice, string[]>>;
}

const PLAIN = ["view", "node", "edge", "from", "to", "at"] as const;
/** The values that stand in lists hold no comma, for they are made from addresses. */
const COMMA = ",";

export function readAddress(hash: string): Address {
  const state = new URLSearchParams(hash.replace(/^#/, ""));
  const choices: Address["choices"] = {};
  for (const choice of CHOICES) {
    const value = state.get(choice);
    if (value !== null) choices[choice] = listOf(value);
  }
  const plain = Object.fromEntries(PLAIN.map((key) => [key, state.get(key) ?? ""])) as Record<(typeof PLAIN)[number], string>;
  return { ...plain, open: listOf(state.get("open") ?? ""), choices };
}

export function writeAddress(address: Address): string {
  const state = new URLSearchParams();
  for (const key of PLAIN) if (address[key]) state.set(key, address[key]);
  if (address.open.length) state.set("open", address.open.join(COMMA));
  for (const choice of CHOICES) {
    const value = address.choices[choice];
    if (value) state.set(choice, value.join(COMMA));
  }
  // Slashes, commas and colons may stand in a fragment, and are easier to read than their codes.
  return state.toString().replace(/%2F/g, "/").replace(/%2C/g, COMMA).replace(/%3A/g, ":");
}

function listOf(value: string): string[] {
  return value.split(COMMA).filter(Boolean);
}
