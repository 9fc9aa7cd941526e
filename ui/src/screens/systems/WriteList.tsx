import type { LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useAct } from "../../state/session";

/** Prints one of the lists with the names behind its numbers, and says where the PDF is. */
export function WriteList({
  list,
  code,
  icon,
  children,
}: {
  list: "workarounds" | "restore_order" | "look_back";
  code: string;
  icon: LucideIcon;
  children: ReactNode;
}) {
  const { busy, error, run } = useAct();
  const [file, setFile] = useState("");
  const write = async () => {
    const made = await run("list_write", { list, code, to: "" });
    if (made) setFile(made.file);
  };
  return (
    <span className="write-list">
      <Button icon={icon} isDisabled={busy} onPress={() => void write()}>
        {children}
      </Button>
      {file !== "" && (
        <span role="status" className="second">
          Made: {file}. A PDF is not encrypted: print it, then remove it.
        </span>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </span>
  );
}
