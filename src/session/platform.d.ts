/** The few members that every JavaScript platform has and that TypeScript declares only with the DOM or Node. */
declare const performance: { now(): number };
declare function setTimeout(action: () => void, delay: number): unknown;
declare const crypto: { readonly subtle: { digest(algorithm: "SHA-256", bytes: Uint8Array): Promise<ArrayBuffer> } };
