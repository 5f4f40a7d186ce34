/** A document in the fragment of an address: `#1.` and the text, compressed, in the letters that an address may hold. */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import type { StudioDocument, Views } from "../contract.ts";
import { openDocument, plainViews } from "../state/document.ts";
import { dictionary1 } from "./dictionary-1.ts";
import { readViews } from "./views.ts";

const VERSION = "1";
/** Letters of a link, and bytes of what it holds, beyond which it is none of ours: a document is text that a person wrote. */
const MOST_LETTERS = 1_000_000;
const MOST_BYTES = 4_000_000;
/** Bytes that are inflated at once: deflate makes at most 1,032 of one, so that no more than a piece of it is ever held beyond the limit. */
const PIECE = 1024;

/** The fragment with its `#`, for a text with everything set in it. What is plain about the views is left out. */
export function linkOf({ name, base, views }: Omit<StudioDocument, "values">): string {
  const differing = Object.entries(views).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(plainViews[key as keyof Views]),
  );
  const content = `${name}\n${JSON.stringify(Object.fromEntries(differing))}\n${base}`;
  const packed = deflateSync(strToU8(content), { level: 9, dictionary: strToU8(dictionary1) });
  return `#${VERSION}.${toLetters(packed)}`;
}

/** What a fragment holds; undefined if it is none of ours, or was cut short on its way. */
export function documentOf(fragment: string): StudioDocument | undefined {
  const [, version, letters] = /^#?(\d+)\.([\w-]+)$/.exec(fragment) ?? [];
  if (version !== VERSION || !letters || letters.length > MOST_LETTERS) return undefined;
  try {
    const content = strFromU8(inflate(fromLetters(letters)));
    const [name = "", settings = "{}", ...lines] = content.split("\n");
    return openDocument(name, lines.join("\n"), undefined, readViews(JSON.parse(settings)));
  } catch {
    // Whatever is wrong with it, it cannot be read: the page says so.
    return undefined;
  }
}

/** What was packed. Throws where it is more than a link may hold, or was cut short. */
function inflate(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let hasEnded = false;
  const stream = new Inflate({ dictionary: strToU8(dictionary1) }, (part, isLast) => {
    parts.push(part);
    bytes += part.length;
    hasEnded = isLast;
  });
  for (let from = 0; from < packed.length; from += PIECE) {
    stream.push(packed.subarray(from, from + PIECE), from + PIECE >= packed.length);
    if (bytes > MOST_BYTES) throw new RangeError("too large");
  }
  if (!hasEnded) throw new RangeError("cut short");
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** base64url (RFC 4648, section 5) without padding. */
function toLetters(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromLetters(letters: string): Uint8Array {
  const characters = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
