/**
 * The address of a step of a tour, for links and slides: `#tour1/TOUR/STEP/WORD/...`. A contract: addresses of version 1 are read by every later
 * version, so names of tours and steps are never changed. Documented in docs/studio.md.
 */

/** What an address asks for. */
export interface TourAddress {
  readonly tour: string;
  /** Name or number of the step, the first is 1; absent: where the visitor left it. */
  readonly step?: string;
  /** Without bar, panel and switches: a picture in a slide. */
  readonly embedded: boolean;
  /** Type for a projector. */
  readonly projector: boolean;
  readonly look?: "light" | "dark";
}

/** An address, or why it cannot be read, in a sentence. */
export type Read = { readonly address: TourAddress; readonly trouble?: never } | { readonly trouble: string; readonly address?: never };

/** Letters that an address may have: the longest names leave room to spare. */
const MOST = 200;
const words = ["embedded", "projector", "light", "dark"] as const;
type Word = (typeof words)[number];

/** Reads a fragment that begins with `#tour`. */
export function readTourAddress(fragment: string): Read {
  if (fragment.length > MOST) return { trouble: `The address of a tour has at most ${MOST} letters.` };
  const [version, tour = "", ...rest] = fragment.slice(1).split("/");
  if (version !== "tour1") return { trouble: "This address of a tour is of another version of the studio." };
  if (![tour, ...rest].every((part) => /^[a-z0-9-]+$/.test(part)))
    return { trouble: "The address of a tour is #tour1/TOUR/STEP, in small letters, digits and hyphens." };
  const [first] = rest;
  const step = first === undefined || isWord(first) ? undefined : first;
  const asked = step === undefined ? rest : rest.slice(1);
  const unknown = asked.find((word) => !isWord(word));
  if (unknown !== undefined) return { trouble: `The address of a tour ends with words among ${words.join(", ")}: ${unknown} is none.` };
  const look = asked.find((word) => word === "light" || word === "dark");
  return {
    address: {
      tour,
      ...(step === undefined ? {} : { step }),
      embedded: asked.includes("embedded"),
      projector: asked.includes("projector"),
      ...(look === undefined ? {} : { look }),
    },
  };
}

/** The fragment with its `#`. */
export function tourAddress(tour: string, step: string, ...asked: readonly Word[]): string {
  return `#${["tour1", tour, step, ...asked].join("/")}`;
}

const isWord = (text: string): text is Word => words.some((word) => word === text);
