package dev.trestle.semantics.mapping.convert;

import static dev.trestle.semantics.mapping.convert.FieldFacts.coded;
import static dev.trestle.semantics.mapping.convert.FieldFacts.fact;

import dev.trestle.semantics.mapping.convert.FieldFacts.Kind;

/** The extensions of {@link FieldFacts} about charges, insurance and who pays (ADR 91). */
final class FinancialFacts {
  private FinancialFacts() {}

  /** FT1 (HL7 v2.8 §6.5.1): what ChargeItem has no element for. */
  static FieldFacts charge() {
    return new FieldFacts(
        "charge",
        fact("batch", 3, Kind.TEXT),
        fact("description", 8, Kind.TEXT),
        fact("description-alternate", 9, Kind.TEXT),
        fact("amount", 11, Kind.MONEY),
        fact("unit-amount", 12, Kind.MONEY),
        fact("insurance-plan", 14, Kind.CONCEPT),
        fact("insurance-amount", 15, Kind.MONEY),
        fact("location", 16, Kind.PLACE),
        fact("fee-schedule", 17, Kind.CONCEPT),
        fact("patient-type", 18, Kind.CONCEPT),
        fact("ordered-by", 21, Kind.PERSON),
        fact("unit-cost", 22, Kind.MONEY),
        fact("procedure", 25, Kind.CONCEPT),
        fact("modifier", 26, Kind.CONCEPT),
        coded("beneficiary-notice", 27, "0339"),
        coded("duplicate-reason", 28, "0476"),
        fact("payment-reference", 30, Kind.CX),
        fact("transaction-reference", 31, Kind.TEXT),
        fact("item-number", 34, Kind.CONCEPT),
        fact("model-number", 35, Kind.TEXT),
        fact("special-processing", 36, Kind.CONCEPT),
        fact("clinic", 37, Kind.CONCEPT),
        fact("referral", 38, Kind.CX),
        fact("authorization", 39, Kind.CX),
        fact("provider-taxonomy", 40, Kind.CONCEPT),
        fact("revenue-code", 41, Kind.CONCEPT),
        fact("prescription-number", 42, Kind.TEXT),
        fact("product-quantity", 43, Kind.AMOUNT));
  }

  /** IN2 (HL7 v2.8 §6.5.7): who the insured is, whom they work for, and what is paid. */
  static FieldFacts insured() {
    return new FieldFacts(
        "insured",
        fact("employee-number", 1, Kind.CX),
        fact("social-security", 2, Kind.SOCIAL_SECURITY),
        fact("employer", 3, Kind.TEXT),
        fact("employer-information", 4, Kind.TEXT),
        coded("claim-to", 5, "0137"),
        fact("medicaid-case-name", 7, Kind.NAME),
        fact("military-sponsor", 9, Kind.NAME),
        fact("military-number", 10, Kind.TEXT),
        fact("military-dependent", 11, Kind.CONCEPT),
        fact("military-organization", 12, Kind.TEXT),
        fact("military-station", 13, Kind.TEXT),
        coded("military-service", 14, "0140"),
        coded("military-rank", 15, "0141"),
        coded("military-status", 16, "0142"),
        fact("military-retired", 17, Kind.TIME),
        fact("payer-number", 25, Kind.TEXT),
        fact("payer-subscriber-number", 26, Kind.TEXT),
        fact("room-coverage", 28, Kind.TEXT),
        fact("policy-amount", 29, Kind.TEXT),
        fact("language", 34, Kind.CONCEPT),
        coded("marital-status", 43, "0002"),
        fact("job-status", 48, Kind.CONCEPT),
        fact("employer-contact", 49, Kind.NAME),
        fact("employer-contact-telecom", 50, Kind.TELECOM),
        fact("contact", 52, Kind.NAME),
        fact("contact-telecom", 53, Kind.TELECOM),
        fact("relationship-start", 55, Kind.TIME),
        fact("relationship-end", 56, Kind.TIME),
        fact("payer-contact-telecom", 58, Kind.TELECOM),
        fact("policy-scope", 59, Kind.CONCEPT),
        fact("policy-source", 60, Kind.CONCEPT),
        coded("guarantor-relationship", 62, "0063"),
        fact("telecom", 63, Kind.TELECOM),
        fact("employer-telecom", 64, Kind.TELECOM),
        fact("organization", 69, Kind.ORGANIZATION),
        fact("employer-organization", 70, Kind.ORGANIZATION),
        coded("patient-relationship", 72, "0344"));
  }

  /** GT1 (HL7 v2.8 §6.5.5): what RelatedPerson has no element for. */
  static FieldFacts guarantor() {
    return new FieldFacts(
        "guarantor",
        fact("spouse", 4, Kind.NAME),
        fact("type", 10, Kind.CONCEPT),
        fact("priority", 15, Kind.TEXT),
        fact("employer", 16, Kind.TEXT),
        fact("employer-address", 17, Kind.ADDRESS),
        fact("employer-telecom", 18, Kind.TELECOM),
        coded("employment-status", 20, "0066"),
        fact("organization", 21, Kind.ORGANIZATION),
        fact("billing-hold", 22, Kind.TEXT),
        fact("credit-rating", 23, Kind.CONCEPT),
        fact("died", 24, Kind.TIME),
        fact("dead", 25, Kind.TEXT),
        fact("employer-number", 29, Kind.CX),
        coded("marital-status", 30, "0002"),
        fact("hired", 31, Kind.TIME),
        fact("employment-ended", 32, Kind.TIME),
        fact("contact", 45, Kind.NAME),
        fact("contact-telecom", 46, Kind.TELECOM),
        fact("contact-reason", 47, Kind.CONCEPT),
        fact("job-title", 49, Kind.TEXT),
        fact("employer-organization", 51, Kind.ORGANIZATION),
        fact("financial-class", 54, Kind.CONCEPT));
  }
}
