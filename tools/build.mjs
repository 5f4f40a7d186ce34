/** npm run build: dependencies, then TypeScript into dist/. */
import { build, install } from "./prepare.mjs";

install();
build();
