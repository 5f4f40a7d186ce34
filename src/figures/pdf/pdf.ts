/** A scene as a PDF file of one page: lines, letters and cells stay what they are. The same scene gives the same bytes. */
import { encodeUtf8 } from "../../base/index.ts";
import { compose } from "../paint/compose.ts";
import type { Page } from "../paint/shapes.ts";
import type { PictureSource } from "../paint/svg.ts";
import type { Theme } from "../paint/theme.ts";
import type { Deflate } from "../png/encode.ts";
import { pictureTexts } from "../png/texts.ts";
import type { Scene } from "../scene/scene.ts";
import { operatorsOf, type Resources } from "./content.ts";
import { PdfFile, textString } from "./file.ts";
import { PdfFont } from "./font.ts";

export interface PdfOptions {
  /** The font file, assets/figures.ttf. The whole font goes into the file. */
  readonly font: Uint8Array;
  readonly deflate: Deflate;
  /** Points on paper for one point of the scene; 1 if absent. */
  readonly scale?: number;
}

/** The background of the theme fills the page. Title, description, program and hash of the document stand in the file. */
export function renderPdf(
  scene: Scene,
  theme: Theme,
  source: PictureSource,
  { font, deflate, scale = 1 }: PdfOptions,
  page: Page = compose(scene),
): Uint8Array {
  const resources: Resources = { file: new PdfFile(deflate), font: new PdfFont(font), theme, images: [], opacities: [] };
  const { file } = resources;
  const [width, height] = [page.width, page.height].map((length) => Math.round(length * scale * 1000) / 1000) as [number, number];
  const ground = operatorsOf(
    {
      kind: "path",
      parts: [Float64Array.of(0, 0, page.width, 0, page.width, page.height, 0, page.height)],
      fill: "background",
    },
    resources,
  );
  const painted = page.shapes.map((shape) => operatorsOf(shape, resources)).join("\n");
  const content = file.addStream("", encodeUtf8(`${scale} 0 0 ${-scale} 0 ${height} cm\n${ground}\n${painted}\n`));
  const states = resources.opacities.map((opacity, k) => `/G${k} << /CA ${opacity} /ca ${opacity} >>`);
  const images = resources.images.map((image, k) => `/I${k} ${image}`);
  const named = `/Font << /F0 ${resources.font.addTo(file)} >> /XObject << ${images.join(" ")} >> /ExtGState << ${states.join(" ")} >>`;
  const pages = file.afterNext;
  const own = file.add(
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${width} ${height}] /Contents ${content} /Resources << ${named} >> >>`,
  );
  file.add(`<< /Type /Pages /Kids [${own}] /Count 1 >>`);
  const { Title, Description, Software, Source } = pictureTexts(scene, source);
  const info = file.add(
    `<< /Title ${textString(Title ?? "")} /Subject ${textString(Description ?? "")} /Creator ${textString(Software ?? "")} /Keywords ${textString(Source ?? "")} >>`,
  );
  return file.bytes(file.add(`<< /Type /Catalog /Pages ${pages} >>`), info);
}
