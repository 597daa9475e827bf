/**
 * The official HL7 v2-to-FHIR guide beside the rules that cite it: which rows no rule cites, which
 * citations name a row that is not there, what a newer guide changed in any of its tables, and
 * drafts of rules. Start with {@link dev.trestle.app.guide.Guide}. Of the guide's tables only facts
 * are taken (field, condition, element, table, fixed value); what it says in sentences is neither
 * read nor shown.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.guide;
