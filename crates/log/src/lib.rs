//! Entry bytes, hash chain, signatures and the verifier.
