/** A document in the fragment of an address: `#1.` and the text, compressed, in the letters that an address may hold. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { StudioDocument, Views } from "../contract.ts";
import { openDocument, plainViews } from "../state/document.ts";
import { dictionary1 } from "./dictionary-1.ts";

const VERSION = "1";

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
  if (version !== VERSION || !letters) return undefined;
  try {
    const content = strFromU8(inflateSync(fromLetters(letters), { dictionary: strToU8(dictionary1) }));
    const [name = "", settings = "{}", ...lines] = content.split("\n");
    // Written by `linkOf`: a part of Views.
    const views: Views = { ...plainViews, ...(JSON.parse(settings) as Partial<Views>) };
    return openDocument(name, lines.join("\n"), undefined, views);
  } catch {
    // Whatever is wrong with it, it cannot be read: the page says so.
    return undefined;
  }
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
