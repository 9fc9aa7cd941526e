import { FileText, Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAct } from "../state/session";
import { ErrorBox } from "./Boxes";
import { Button } from "./Button";

/** Lists of the desk that are printed and written for other programs. */
export type DeskListName =
  | "results"
  | "waited"
  | "runners"
  | "aid"
  | "diversions"
  | "contacts"
  | "downtime_numbers"
  | "legal"
  | "back_entry"
  | "lab_list"
  | "needs_you";

/** Prints a list, or writes it as CSV or JSON, and says where the file is. */
export function ListActs({ list, children }: { list: DeskListName; children?: ReactNode }) {
  const { busy, error, run } = useAct();
  const [file, setFile] = useState("");
  const print = async () => {
    const made = await run("list_write", { list, code: "", to: "" });
    if (made) setFile(made.file);
  };
  const write = async (form: "csv" | "json") => {
    const made = await run("list_export", { list, to: "", form });
    if (made) setFile(made.file);
  };
  return (
    <div className="messages-foot">
      <div className="row">
        {children}
        <Button icon={FileText} isDisabled={busy} onPress={() => void write("csv")}>
          As CSV
        </Button>
        <Button icon={FileText} isDisabled={busy} onPress={() => void write("json")}>
          As JSON
        </Button>
        <Button icon={Printer} isDisabled={busy} onPress={() => void print()}>
          Print list
        </Button>
      </div>
      {file !== "" && (
        <p role="status" className="second">
          Made: {file}. The file is not encrypted: use it, then remove it.
        </p>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}
