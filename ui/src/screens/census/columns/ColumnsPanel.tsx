import { useMemo, useState } from "react";
import type { ColumnsView, MappingView, SheetGuess } from "../../../host";
import { Card, ErrorBox, Loading, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Pick } from "../../../parts/Field";
import { draftWords, useDraft } from "../../../state/drafts";
import { useFrame, useView } from "../../../state/session";
import { ColumnList } from "./ColumnList";
import { HowRead } from "./HowRead";
import { KeepProfile } from "./KeepProfile";
import { readDraft } from "./mapping";
import { Preview } from "./Preview";

/** A hospital's own list: which of its columns is what, what would come of it, and kept for the next time. */
export function ColumnsPanel({ path, onClose, onKept }: { path: string; onClose: () => void; onKept: () => void }) {
  const { view, error, reload } = useView("census_columns_guess", { path });
  const [at, setAt] = useState(0);
  const sheet = view?.sheets[at] ?? view?.sheets[0] ?? null;
  return (
    <Card title="What the columns are" aside={view?.file} className="columns">
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Look again</Button>
          <Button onPress={onClose}>Close</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Looking at the columns." />}
      {view && !sheet && (
        <ErrorBox what="No table was found in this file." next="Choose another file, or another kind of file above.">
          <Button onPress={onClose}>Close</Button>
        </ErrorBox>
      )}
      {view && view.sheets.length > 1 && (
        <Pick
          className="census-format"
          label="Sheet"
          value={String(at)}
          onChange={(value) => setAt(Number(value))}
          options={view.sheets.map((each, index) => ({
            value: String(index),
            text: each.sheet ?? `Sheet ${index + 1}`,
          }))}
        />
      )}
      {view && sheet && (
        <Sheet
          key={sheet.mapping.fingerprint}
          path={path}
          view={view}
          sheet={sheet}
          onClose={onClose}
          onKept={() => {
            reload();
            onKept();
          }}
        />
      )}
    </Card>
  );
}

function Sheet({
  path,
  view,
  sheet,
  onClose,
  onKept,
}: {
  path: string;
  view: ColumnsView;
  sheet: SheetGuess;
  onClose: () => void;
  onKept: () => void;
}) {
  const { zone_name: zone } = useFrame();
  const guess = sheet.mapping;
  const draft = useDraft(`census.columns.${guess.fingerprint}`);
  const kept = view.profiles.find((each) => each.fingerprint === guess.fingerprint && each.sheet === guess.sheet);
  const start = kept ?? guess;
  const mapping = useMemo(() => readDraft(draft.text, guess) ?? start, [draft.text, guess, start]);
  const set = (next: MappingView) => draft.set(JSON.stringify(next));
  return (
    <div className="stack">
      {kept && (
        <Notice tone="plain">
          This header is known as <strong>{kept.name}</strong>: it is read by that profile.
        </Notice>
      )}
      <div className="columns-split">
        <div className="stack">
          <HowRead mapping={mapping} known={view.known} onChange={set} />
          <ColumnList sheet={sheet} mapping={mapping} known={view.known} onChange={set} />
        </div>
        <div className="stack">
          <Preview path={path} mapping={mapping} known={view.known} />
          <KeepProfile
            mapping={mapping}
            onChange={set}
            onKept={async () => {
              await draft.saved();
              onKept();
            }}
          />
          <p className="row">
            <Button onPress={onClose}>Close the columns</Button>
            <span className="second push">{draftWords(draft.state, zone)}</span>
          </p>
        </div>
      </div>
    </div>
  );
}
