/** Changes of the text after which a refusal is gone, each a button. */
import type { Edit } from "../../../src/session/index.ts";
import { Said } from "../plots/stage/said.tsx";
import { useStudio } from "../state/studio.ts";

export function Offers({ offers, onTaken }: { readonly offers: readonly Edit[]; readonly onTaken?: () => void }) {
  const studio = useStudio();
  if (offers.length === 0) return null;
  const take = ({ text, label }: Edit) => {
    studio.mend(text);
    studio.say(`${label.replaceAll("`", "")}: done. Undo takes it back.`);
    onTaken?.();
  };
  return (
    <p class="offers">
      {offers.map((edit) => (
        <button type="button" key={edit.text} onClick={() => take(edit)}>
          <Said text={edit.label} />
        </button>
      ))}
    </p>
  );
}
