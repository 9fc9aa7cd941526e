import { CircleCheck, Hourglass, OctagonAlert, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { ContentVersion, DifferentLineView, ErrorView } from "../../host";
import { Card, ErrorBox } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { draftWords, type useDraft } from "../../state/drafts";
import { useFrame } from "../../state/session";
import { Difference } from "./Difference";
import { Versions } from "./Versions";

/** How long after the last key what is typed is looked at. */
const LOOK_AFTER_MS = 350;

/** What is typed, once nobody has typed for a moment. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), LOOK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

/** What the check says of one place. */
type Fault = { severity: string; file: string; line: number; what: string; place?: string };

/** Saving: whether it can be, why it is done, and the draft. */
export function SaveCard({
  faults,
  because,
  onBecause,
  aside = "(may stay empty)",
  fault = null,
  draft,
  error,
  kept,
  canSave,
  onSave,
  children,
}: {
  /** None until it was looked at. */
  faults: readonly Fault[] | null;
  because: string;
  onBecause: (because: string) => void;
  aside?: string;
  fault?: string | null;
  draft: ReturnType<typeof useDraft>;
  error: ErrorView | null;
  kept: string;
  canSave: boolean;
  onSave: () => void;
  children?: ReactNode;
}) {
  const { zone_name: zone } = useFrame();
  return (
    <Card title="Save" className="editor-save">
      <div className="stack">
        <Worth faults={faults} />
        {children}
        <Field
          label="Why it is changed"
          aside={aside}
          value={because}
          onChange={onBecause}
          fault={fault}
          hint={draft.text === "" ? "Nothing is typed that is not saved." : draftWords(draft.state, zone)}
        />
        {error && <ErrorBox what={error.what} kept={kept} next={error.next} />}
        <div className="row">
          <Button kind="primary" isDisabled={!canSave} onPress={onSave}>
            Save for the next incident
          </Button>
          <Button isDisabled={draft.text === ""} onPress={() => draft.set("")}>
            Throw the draft away
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Whether it can be saved, in a plate. */
function Worth({ faults }: { faults: readonly Fault[] | null }) {
  const errors = faults?.filter((fault) => fault.severity === "error").length ?? 0;
  const looks = (faults?.length ?? 0) - errors;
  if (!faults)
    return (
      <p className="row">
        <Plate icon={Hourglass}>Looking at it</Plate>
      </p>
    );
  return (
    <p className="row" role="status">
      {errors > 0 ? (
        <Plate tone="red-outline" icon={OctagonAlert}>
          {errors} {errors === 1 ? "thing" : "things"} to mend before it can be saved
        </Plate>
      ) : (
        <Plate icon={CircleCheck}>It can be saved</Plate>
      )}
      {looks > 0 && (
        <Plate tone="amber" icon={TriangleAlert}>
          {looks} to look at
        </Plate>
      )}
    </p>
  );
}

/** The faults, each with its file and line; a line of the text that is open can be gone to. */
export function Faults({
  faults,
  path,
  onGo,
}: {
  faults: readonly Fault[];
  path?: string;
  onGo?: (line: number) => void;
}) {
  return (
    <Card title="What the check says" aside={faults.length} flush>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.place ?? fault.file} ${fault.line} ${fault.what}`} className="bag-fault">
            <p className="row">
              {fault.severity === "error" ? (
                <Plate tone="red-outline" icon={OctagonAlert}>
                  Error
                </Plate>
              ) : (
                <Plate tone="amber" icon={TriangleAlert}>
                  Look
                </Plate>
              )}
              {onGo && fault.file === path && fault.line > 0 ? (
                <LinkButton onPress={() => onGo(fault.line)} label={`Go to line ${fault.line}`}>
                  line {fault.line}
                </LinkButton>
              ) : (
                <span className="second bag-path">
                  {fault.file}
                  {fault.line > 0 && `, line ${fault.line}`}
                </span>
              )}
            </p>
            <p>{fault.what}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Beside what is typed: the printed side, the changes against the bag underneath, the versions. */
export function BesideCard({
  page,
  difference,
  same,
  versions,
  onTake,
}: {
  page: ReactNode;
  difference: readonly DifferentLineView[];
  /** Said where there is no difference. */
  same: string;
  versions: readonly ContentVersion[];
  onTake: (text: string) => void;
}) {
  const [beside, setBeside] = useState<"page" | "changes" | "versions">("page");
  return (
    <Card
      title="Beside it"
      aside={
        <Segments
          label="Show beside it"
          hideLabel
          value={beside}
          onChange={setBeside}
          options={[
            { value: "page", content: "Printed side" },
            { value: "changes", content: "Changes" },
            { value: "versions", content: "Versions" },
          ]}
        />
      }
    >
      {beside === "page" && page}
      {beside === "changes" &&
        (difference.length > 0 ? <Difference lines={difference} label="Against the bag underneath" /> : <p>{same}</p>)}
      {beside === "versions" && <Versions versions={versions} onTake={onTake} />}
    </Card>
  );
}
