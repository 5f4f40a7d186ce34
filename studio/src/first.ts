/** What a first visit shows. */
const files = import.meta.glob("../../examples/adex-adapting.yaml", { query: "?raw", import: "default", eager: true });

export const firstText: string = Object.values(files)[0] ?? "";
