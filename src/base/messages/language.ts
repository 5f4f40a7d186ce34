import type { MessageTable } from "./message.ts";

export const languageMessages = {
} as const satisfies MessageTable;
