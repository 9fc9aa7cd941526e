import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { Twice } from "../words/secrets";
import { Button } from "./Button";
import { Field } from "./Field";

/** A new passphrase, typed twice by the person whose it is. Paste and show are allowed. */
export function NewPassphrase({
  value,
  onChange,
  say,
  label = "New passphrase",
}: {
  value: Twice;
  onChange: (value: Twice) => void;
  say: (name: keyof Twice) => string | null;
  label?: string;
}) {
  const [shown, setShown] = useState(false);
  const type = shown ? "text" : "password";
  return (
    <>
      <Field
        label={label}
        type={type}
        value={value.passphrase}
        onChange={(passphrase) => onChange({ ...value, passphrase })}
        fault={say("passphrase")}
        hint="Four or more words that only you put together. Paste is allowed."
        autoComplete="new-password"
      />
      <div className="row new-passphrase">
        <Field
          className="grow"
          label={`${label} again`}
          type={type}
          value={value.again}
          onChange={(again) => onChange({ ...value, again })}
          fault={say("again")}
          autoComplete="new-password"
        />
        <Button
          icon={shown ? EyeOff : Eye}
          onPress={() => setShown((on) => !on)}
          aria-label={shown ? "Hide passphrase" : "Show passphrase"}
        >
          {shown ? "Hide" : "Show"}
        </Button>
      </div>
    </>
  );
}
