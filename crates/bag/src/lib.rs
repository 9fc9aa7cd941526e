//! The battle bag's content: systems, dependence profiles, fallbacks, roles and action cards, read, checked and hashed.
