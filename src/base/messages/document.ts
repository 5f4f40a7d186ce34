import type { MessageTable } from "./message.ts";

export const documentMessages = {
} as const satisfies MessageTable;
