/** The document that the address of the page holds. */
import type { StudioDocument } from "../contract.ts";

/** What an address asks for: a document, or why there is none. */
export type Asked =
  | { readonly document: StudioDocument; readonly trouble?: never }
  | { readonly trouble: string; readonly document?: never };

/** Reads the link in the address. Then the address goes back to the plain page, so that a reload shows what was changed since. */
export async function linkedDocument(): Promise<Asked | undefined> {
  const { hash } = location;
  if (hash.length < 2) return undefined;
  const { documentOf } = await import("../share/link.ts");
  const document = documentOf(hash);
  history.replaceState(null, "", location.pathname + location.search);
  if (document) return { document };
  return { trouble: "This link cannot be read: it may have been cut short on its way, or be of a newer version." };
}
