/** What a PNG says about itself, in the keywords that the PNG standard registers. */
import type { PictureSource } from "../paint/svg.ts";
import type { Scene } from "../scene/scene.ts";

/** Title, description, program with version, and the hash of the document that the picture was made from. */
export function pictureTexts(scene: Scene, source: PictureSource): Readonly<Record<string, string>> {
  return {
    Title: scene.title,
    Description: scene.description,
    Software: `lapicque ${source.version}`,
    Source: `document sha256 ${source.document_sha256}`,
  };
}
