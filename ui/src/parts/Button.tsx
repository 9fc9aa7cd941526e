import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Icon } from "./Icon";

/** Primary: one in a region. Red: starts or ends an incident. Aqua: exercise. Black: breaks the glass. Bar: on the dark bar. */
export type ButtonKind = "primary" | "secondary" | "black" | "red" | "aqua" | "bar" | "text";

type ButtonProps = Omit<AriaButtonProps, "children" | "className"> & {
  kind?: ButtonKind;
  icon?: LucideIcon;
  /** The key that moves focus here inside its list, panel or card; drawn as a key cap. */
  letter?: string | undefined;
  className?: string;
  children: ReactNode;
};

/** Verb and object, 44 px high. `letter` is found by the Letters region around it. */
export function Button({ kind = "secondary", icon, letter, className = "", children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(letter ? { "data-letter": letter.toLowerCase() } : {})}
      className={`button button-${kind} ${className}`}
    >
      {icon && <Icon of={icon} size={20} />}
      <span>{children}</span>
      {letter && <Key>{letter}</Key>}
    </AriaButton>
  );
}

/** A button that reads as a link because it goes somewhere on this screen or another. */
export function LinkButton({
  children,
  onPress,
  letter,
  label,
}: {
  children: ReactNode;
  onPress: () => void;
  letter?: string;
  label?: string;
}) {
  return (
    <AriaButton
      className="link-button"
      onPress={onPress}
      {...(label ? { "aria-label": label } : {})}
      {...(letter ? { "data-letter": letter.toLowerCase() } : {})}
    >
      <span className="link-text">{children}</span>
      {letter && <Key>{letter}</Key>}
    </AriaButton>
  );
}

/** The drawn key cap. The key itself is listed under Keys (?), so it is hidden from a screen reader. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <span className="key" aria-hidden="true">
      {children}
    </span>
  );
}
