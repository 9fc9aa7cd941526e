//! Dependence-time priority: system state and a patient's needs become a tier, a reason and a next act. Pure.
