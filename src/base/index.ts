/** Errors and their sentences, mathematics whose bits are the same everywhere, random streams, text. */
export * from "./errors.ts";
export * from "./math/index.ts";
export { type Code, type Complaint, type DataOf, messages, say } from "./messages/index.ts";
export type { Data, Message, MessageTable, Names, Word } from "./messages/message.ts";
export * from "./mistake.ts";
export { onceForEach } from "./once.ts";
export * from "./random/index.ts";
export { sha256 } from "./text/sha256.ts";
export { decodeUtf8, encodeUtf8 } from "./text/utf8.ts";
export { version } from "./version.ts";
