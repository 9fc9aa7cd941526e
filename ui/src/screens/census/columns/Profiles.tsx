import { FileSpreadsheet, Save } from "lucide-react";
import { useState } from "react";
import { Card, ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { useAct, useView } from "../../../state/session";
import { count } from "../../../words/format";
import { TakeProfile } from "./TakeProfile";

/** The lists whose columns are known, to another laptop and from one, and an empty one to type into. */
export function Profiles() {
  const { view, error, reload } = useView("mappings", {});
  const act = useAct();
  const [made, setMade] = useState<string | null>(null);
  const forget = async (name: string) => {
    setMade(null);
    if (await act.run("mapping_remove", { name })) reload();
  };
  const save = async (name: string) => {
    setMade(null);
    const written = await act.run("mapping_export", { name, path: "" });
    if (written) setMade(written.file);
  };
  const template = async () => {
    setMade(null);
    const written = await act.run("census_template", { table: "workbook", to: "" });
    if (written) setMade(written.file);
  };
  return (
    <Card title="Lists that are known" aside={view ? count(view.profiles.length, "list") : null}>
      <div className="stack">
        {error && <ErrorBox what={error.what} next={error.next} />}
        {view?.profiles.length === 0 && (
          <p className="second">
            None yet. When the columns of a hospital's own list are kept under a name, they stand here.
          </p>
        )}
        {view && view.profiles.length > 0 && (
          <ul>
            {view.profiles.map((each) => (
              <li key={each.name} className="edit-row profile-row">
                <span className="grow">
                  <span className="strong">{each.name}</span>{" "}
                  <span className="second">{count(each.columns.length, "column")}</span>
                </span>
                <Button
                  icon={Save}
                  isDisabled={act.busy}
                  aria-label={`Save ${each.name} to a file`}
                  onPress={() => void save(each.name)}
                >
                  Save to a file
                </Button>
                <Button isDisabled={act.busy} aria-label={`Forget ${each.name}`} onPress={() => void forget(each.name)}>
                  Forget
                </Button>
              </li>
            ))}
          </ul>
        )}
        <TakeProfile onTaken={reload} />
        <p>Nothing to read? Fill in an empty list, one row for each bed, and read that.</p>
        {act.error && <ErrorBox what={act.error.what} next={act.error.next} />}
        <div className="row">
          <Button icon={FileSpreadsheet} isDisabled={act.busy} onPress={() => void template()}>
            Write an empty spreadsheet
          </Button>
        </div>
        {made && (
          <div className="file-made" role="status">
            <strong>Made.</strong> <span className="recovery-file">{made}</span>
          </div>
        )}
      </div>
    </Card>
  );
}
