/** npm run build: dependencies, TypeScript into dist/, the command line joined into dist/bin, and the studio. */
import { build } from "./prepare.mjs";

await build();
const { buildStudio } = await import("./studio.mjs");
await buildStudio();
