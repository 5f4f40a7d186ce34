/** npm run build: dependencies, TypeScript into dist/, and the command line joined into dist/bin. */
import { build } from "./prepare.mjs";

await build();
