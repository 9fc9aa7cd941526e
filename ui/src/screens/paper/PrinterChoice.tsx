import { Printer, RefreshCw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { asErrorView, type ErrorView, type PrintersView, type PrinterView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Pick, Tick } from "../../parts/Field";
import { useSession } from "../../state/session";
import { FoundPrinters } from "./FoundPrinters";

/** Files stand for the printer that has no name. */
export const FILES = "files";

/** The printers, asked when a person wants to know: a printer that is off takes seconds to say nothing. */
export type Printers = {
  view: PrintersView | null;
  error: ErrorView | null;
  asking: boolean;
  ask: () => void;
  take: (view: PrintersView) => void;
};

/** Asks for the printers once, and again on demand. */
export function usePrinters(): Printers {
  const { host } = useSession();
  const [view, setView] = useState<PrintersView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = useCallback(() => {
    setAsking(true);
    host
      .call("printers", {})
      .then((found) => {
        setView(found);
        setError(null);
      })
      .catch((thrown: unknown) => setError(asErrorView(thrown)))
      .finally(() => setAsking(false));
  }, [host]);
  useEffect(ask, [ask]);
  return { view, error, asking, ask, take: setView };
}

/** Files or a printer, how the printer is, and what to do when it would not print. */
export function PrinterChoice({
  printers,
  chosen,
  onChange,
  onTest,
}: {
  printers: Printers;
  chosen: string;
  onChange: (name: string) => void;
  /** Prints a sheet to try it with; null while something else is being printed. */
  onTest: ((name: string) => void) | null;
}) {
  const [opened, setOpened] = useState<"add" | "look" | null>(null);
  const turn = (what: "add" | "look") => setOpened(opened === what ? null : what);
  const all = printers.view?.printers ?? [];
  const one = all.find((printer) => printer.name === chosen);
  return (
    <div className="stack">
      <Pick
        label="Where to"
        value={chosen}
        onChange={onChange}
        options={[
          { value: FILES, text: "PDF files", note: "in a folder" },
          ...all.map((printer) => ({ value: printer.name, text: shown(printer), note: printer.said })),
        ]}
      />
      {one && <PrinterState printer={one} />}
      {printers.error && <ErrorBox what={printers.error.what} next={printers.error.next} />}
      <div className="row">
        <Button icon={RefreshCw} onPress={printers.ask} isDisabled={printers.asking}>
          {printers.asking ? "Asking the printers" : "Ask the printers again"}
        </Button>
        <LinkButton onPress={() => turn("add")}>{opened === "add" ? "Close" : "Add a printer"}</LinkButton>
        <LinkButton onPress={() => turn("look")}>{opened === "look" ? "Close" : "Look for a printer"}</LinkButton>
        {one && one.state !== "cannot" && onTest && (
          <LinkButton onPress={() => onTest(one.name)}>Print a test sheet</LinkButton>
        )}
        {one?.added && <RemovePrinter printers={printers} name={one.name} onRemoved={() => onChange(FILES)} />}
      </div>
      {opened === "look" && (
        <FoundPrinters
          onTaken={(name) => {
            printers.ask();
            setOpened(null);
            onChange(name);
          }}
        />
      )}
      {opened === "add" && (
        <AddPrinter
          onAdded={(view, name) => {
            printers.take(view);
            setOpened(null);
            onChange(name);
          }}
        />
      )}
    </div>
  );
}

function shown(printer: PrinterView): string {
  return printer.added ? printer.name : `${printer.name.replace(/^cups:/, "")}, of this system`;
}

function PrinterState({ printer }: { printer: PrinterView }) {
  const isWell = printer.next === "";
  return (
    <div className="stack" role="status">
      {isWell ? (
        <p>
          <strong>{printer.said}.</strong> <span className="second">{printer.model}</span>
        </p>
      ) : (
        <Notice>
          <strong>{printer.said}</strong> {printer.next}
        </Notice>
      )}
      {printer.notes.map((note) => (
        <p key={note} className="second">
          {note}
        </p>
      ))}
    </div>
  );
}

function RemovePrinter({ printers, name, onRemoved }: { printers: Printers; name: string; onRemoved: () => void }) {
  const { host } = useSession();
  const remove = async () => {
    printers.take(await host.call("printer_remove", { name }));
    onRemoved();
  };
  return <LinkButton onPress={() => void remove()}>{`Take ${name} off the list`}</LinkButton>;
}

function AddPrinter({ onAdded }: { onAdded: (view: PrintersView, name: string) => void }) {
  const { host } = useSession();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [authority, setAuthority] = useState("");
  const [openLine, setOpenLine] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const add = async () => {
    setBusy(true);
    setError(null);
    try {
      onAdded(await host.call("printer_add", { address, name, open_line: openLine, authority }), name.trim());
    } catch (thrown) {
      setError(asErrorView(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="stack paper-add" aria-label="Add a printer">
      <Field
        label="Address"
        value={address}
        onChange={setAddress}
        hint="ipps://10.0.0.5, as its display or its label says."
      />
      <Field label="Name" value={name} onChange={setName} hint="As people call it: Ward 6 laser." />
      <Field
        label="Its certificate"
        aside="(a file; only when it signed its own)"
        value={authority}
        onChange={setAuthority}
      />
      <Tick isSelected={openLine} onChange={setOpenLine}>
        Also in the clear: nobody can listen on that network
      </Tick>
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button icon={Printer} onPress={() => void add()} isDisabled={busy || address === "" || name === ""}>
          Add this printer
        </Button>
      </div>
    </section>
  );
}
