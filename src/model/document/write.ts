/** A document as YAML text again. */
import { isCollection, isMap, isScalar, visit, Document as YamlDocument } from "yaml";
import { renameFiles } from "./files.ts";
import { type MapNode, type Plain, plain } from "./node.ts";

/** Longest collection that is written on one line, in characters. */
const longestLine = 170;

/**
 * A document's root as text: everything included, nothing else needed (but its data files, whose names `rename` can change). Reading
 * it gives the same values.
 */
export function documentText(root: MapNode, rename: (name: string) => string = (name) => name): string {
  return yamlText(plain(renameFiles(root, rename)));
}

/** Plain data as YAML in the style of hand-written documents: small mappings and lists on one line, equations as blocks. */
export function yamlText(data: Plain): string {
  const yaml = new YamlDocument(withPrototypes(data), { version: "1.2", schema: "core" });
  visit(yaml, {
    Collection(_key, node, path) {
      const depth = path.filter((ancestor) => isCollection(ancestor)).length;
      const inner = JSON.stringify(node.toJSON());
      const hasBlock = inner.includes("\\n");
      const isLeaf = isMap(node) ? node.items.every((pair) => !isMap(pair.value)) : node.items.every((item) => isScalar(item));
      if (depth > 0 && !hasBlock && inner.length <= longestLine && isLeaf) node.flow = true;
    },
  });
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The YAML writer takes objects without a prototype for something else. */
function withPrototypes(data: Plain): unknown {
  if (Array.isArray(data)) return data.map(withPrototypes);
  if (typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withPrototypes(value)]));
}
