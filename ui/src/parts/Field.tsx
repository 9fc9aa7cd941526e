import { ChevronDown, OctagonAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { Icon } from "./Icon";

/** A red line with its sign, between the label and the field it speaks about. */
export function FieldFault({ children }: { children: ReactNode }) {
  return (
    <FieldError className="field-fault">
      <Icon of={OctagonAlert} size={20} />
      <span>{children}</span>
    </FieldError>
  );
}

type FieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong and how to mend it; null when nothing is. */
  fault?: string | null | undefined;
  /** A second line under the field, always in view. */
  hint?: ReactNode;
  /** A grey remark after the label. */
  aside?: string;
  lines?: number;
  type?: "text" | "password" | "search" | "time";
  isRequired?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  autoComplete?: string;
  inputRef?: React.Ref<HTMLInputElement & HTMLTextAreaElement>;
  onKeyDown?: (event: React.KeyboardEvent) => void;
  className?: string;
  /** Found by the Letters region around it. */
  letter?: string;
};

/** A labelled line or box of text. */
export function Field(props: FieldProps) {
  const { label, value, onChange, fault, hint, aside, lines = 1, type = "text", className = "" } = props;
  const shared = {
    className: "input",
    ...(props.inputRef ? { ref: props.inputRef } : {}),
    ...(props.onKeyDown ? { onKeyDown: props.onKeyDown } : {}),
    ...(props.letter ? { "data-letter": props.letter } : {}),
  };
  return (
    <TextField
      className={`field ${className}`}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(fault)}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      type={lines > 1 ? "text" : type}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
    >
      <Label className="label">
        {label}
        {aside && <span className="second"> {aside}</span>}
      </Label>
      {fault && <FieldFault>{fault}</FieldFault>}
      {lines > 1 ? <TextArea {...shared} rows={lines} /> : <Input {...shared} />}
      {hint && (
        <Text slot="description" className="second hint">
          {hint}
        </Text>
      )}
    </TextField>
  );
}

/** One answer out of a few, all in view. */
export function Segments<T extends string>({
  label,
  hideLabel = false,
  value,
  onChange,
  options,
  tick = false,
  letter,
  className = "",
}: {
  label: string;
  hideLabel?: boolean;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; content: ReactNode; label?: string }[];
  tick?: boolean;
  letter?: string;
  className?: string;
}) {
  return (
    <RadioGroup
      className={`segments-field ${className}`}
      value={value}
      onChange={(next) => onChange(next as T)}
      orientation="horizontal"
      aria-label={hideLabel ? label : undefined}
    >
      {!hideLabel && <Label className="label">{label}</Label>}
      <div className="segments">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={`segment ${tick ? "segment-tick" : ""}`}
            aria-label={option.label}
            {...(letter ? { "data-letter": letter } : {})}
          >
            {option.content}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** One answer out of many, in a list that opens. */
export function Pick({
  label,
  hideLabel = false,
  value,
  onChange,
  options,
  className = "",
  placeholder,
  fault,
}: {
  label: string;
  hideLabel?: boolean;
  value: string | null;
  onChange: (value: string) => void;
  options: readonly { value: string; text: string; note?: string; icon?: ReactNode }[];
  className?: string;
  placeholder?: string;
  fault?: string | null;
}) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Select
      className={`field ${className}`}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={Boolean(fault)}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {!hideLabel && <Label className="label">{label}</Label>}
      {fault && <FieldFault>{fault}</FieldFault>}
      <AriaButton className="input pick">
        <SelectValue className="pick-value">
          {chosen ? (
            <>
              {chosen.icon}
              {chosen.text}
            </>
          ) : (
            (placeholder ?? "Choose")
          )}
        </SelectValue>
        <Icon of={ChevronDown} size={20} />
      </AriaButton>
      <Popover className="popover">
        <ListBox className="pick-list" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.text} className="pick-option inset-focus">
              {option.icon}
              <span>{option.text}</span>
              {option.note && <span className="second">{option.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** A drawn 28 px box inside a 44 px target. */
export function Tick({
  isSelected,
  onChange,
  children,
  label,
  isDisabled = false,
}: {
  isSelected: boolean;
  onChange: (on: boolean) => void;
  children?: ReactNode;
  label?: string;
  isDisabled?: boolean;
}) {
  return (
    <AriaCheckbox
      className="tick"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label ? { "aria-label": label } : {})}
    >
      <span className="tick-box" aria-hidden="true">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M5 12.5l4.5 4.5L19 7.5" fill="none" strokeWidth="3" />
        </svg>
      </span>
      {children && <span className="tick-words">{children}</span>}
    </AriaCheckbox>
  );
}

/** A choice drawn as a card with a radio ring: a person, a profile. */
export function RadioCards({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; title: string; second?: string }[];
}) {
  const heading = useId();
  return (
    <RadioGroup className="radio-cards" value={value} onChange={onChange} aria-labelledby={heading}>
      <span id={heading} className="visually-hidden">
        {label}
      </span>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="radio-card">
          <span className="radio-ring" aria-hidden="true" />
          <span>
            <span className="strong">{option.title}</span>
            {option.second && <span className="second block">{option.second}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
