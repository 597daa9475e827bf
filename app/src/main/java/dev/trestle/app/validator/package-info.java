/**
 * A resource is held against FHIR R4 and profiles when somebody asks: by our own checker ({@link
 * dev.trestle.app.validator.OwnVerdict}), and by HAPI's validator, which runs as a program of its
 * own ({@link dev.trestle.app.validator.HapiValidation}) and is started when it is first asked.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.validator;
