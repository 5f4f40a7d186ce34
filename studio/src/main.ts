/** The static site: modules and a module worker. */
import { start } from "./start.tsx";

void start(() => new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" }));
