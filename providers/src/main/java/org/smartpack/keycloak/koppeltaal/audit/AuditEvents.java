/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.koppeltaal.domain.AuditCodes;

/**
 * Writes AuditEvents (FHIR R4) that conform to the profile KT2_AuditEvent. They contain references and codes, but no
 * names, addresses or tokens (KT-AUD-8).
 *
 * @param domain the realm's name
 * @param observer the logical id of Keycloak's own Device
 */
record AuditEvents(AuditCodes codes, String domain, String observer, Instant recorded) {

    private static final String PROFILE = "http://koppeltaal.nl/fhir/StructureDefinition/KT2AuditEvent";
    private static final String EXTENSION = "http://koppeltaal.nl/fhir/StructureDefinition/";
    private static final String ISSUER_SYSTEM = "http://koppeltaal.nl/oidc/issuer";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";

    private static final String SOURCE = "110153";
    private static final String DESTINATION = "110152";

    /** DICOM's displays. Other codes, which an administrator can configure, have none. */
    private static final Map<String, String> DISPLAYS = Map.of(
            "110100",
            "Application Activity",
            "110114",
            "User Authentication",
            "110120",
            "Application Start",
            "110122",
            "Login",
            SOURCE,
            "Source Role ID",
            DESTINATION,
            "Destination Role ID");

    /** {@code AuditEvent.entity.role} of a user (KT-AUD-3). */
    private static final Map<String, String> ROLES = Map.of("Patient", "1", "RelatedPerson", "6", "Practitioner", "15");

    /** DCM 110114, User Authentication (KT-AUD-1, KT-AUD-2). */
    ObjectNode login(Occurrence occurrence) {
        return event(
                "110114", occurrence.step().code(codes), occurrence.outcome().codeOfLogin(), occurrence);
    }

    /** DCM 110100, Application Activity; 110120, Application Start (KT-AUD-5). */
    ObjectNode failedLaunch(Occurrence occurrence) {
        return event("110100", "110120", occurrence.outcome().code(), occurrence);
    }

    private ObjectNode event(String type, String subtype, String outcome, Occurrence occurrence) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("resourceType", "AuditEvent");
        event.putObject("meta").putArray("profile").add(PROFILE);
        extensions(event.putArray("extension"), occurrence);
        coding(event.putObject("type"), DICOM, type);
        coding(event.putArray("subtype").addObject(), DICOM, subtype);
        event.put("action", "E");
        event.put("recorded", recorded.truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("outcome", outcome);
        event.put("outcomeDesc", occurrence.step().prefix() + ": " + occurrence.description());
        agents(event.putArray("agent"), occurrence);
        ObjectNode source = event.putObject("source").put("site", domain);
        reference(source.putObject("observer"), new FhirReference("Device", observer));
        entity(event.putArray("entity").addObject(), occurrence);
        return event;
    }

    private static void extensions(ArrayNode extensions, Occurrence occurrence) {
        Map.of(
                        "trace-id", occurrence.trace().traceId(),
                        "request-id", occurrence.trace().requestId(),
                        "correlation-id", occurrence.trace().correlationId())
                .forEach((name, id) ->
                        extensions.addObject().put("url", EXTENSION + name).put("valueId", id));
    }

    /** The application sends the user's request to the identity provider, which returns the decision. */
    private static void agents(ArrayNode agents, Occurrence occurrence) {
        boolean isAnswer = occurrence.step() == Step.IDP_LOGIN
                && occurrence.identityProvider().isPresent();
        ObjectNode application = agent(agents, isAnswer ? DESTINATION : SOURCE, true);
        reference(
                application.putObject("who"),
                new FhirReference("Device", occurrence.application().getClientId()));
        occurrence.identityProvider().ifPresent(issuer -> {
            ObjectNode provider = agent(agents, isAnswer ? SOURCE : DESTINATION, false);
            provider.putObject("who")
                    .put("type", "Device")
                    .putObject("identifier")
                    .put("system", ISSUER_SYSTEM)
                    .put("value", issuer);
        });
    }

    private static ObjectNode agent(ArrayNode agents, String role, boolean requestor) {
        ObjectNode agent = agents.addObject();
        coding(agent.putObject("type").putArray("coding").addObject(), DICOM, role);
        agent.put("requestor", requestor);
        return agent;
    }

    /** The user; as long as that isn't known, the application. */
    private static void entity(ObjectNode entity, Occurrence occurrence) {
        FhirReference what = occurrence
                .user()
                .orElseGet(() ->
                        new FhirReference("Device", occurrence.application().getClientId()));
        reference(entity.putObject("what"), what);
        entity.putObject("type")
                .put("system", RESOURCE_TYPES)
                .put("code", what.type())
                .put("display", what.type());
        String role = ROLES.get(what.type());
        if (role != null) {
            entity.putObject("role").put("system", OBJECT_ROLE).put("code", role);
        }
    }

    private static void reference(ObjectNode target, FhirReference reference) {
        target.put("reference", reference.toString()).put("type", reference.type());
    }

    private static void coding(ObjectNode coding, String system, String code) {
        coding.put("system", system).put("code", code);
        String display = DISPLAYS.get(code);
        if (display != null) {
            coding.put("display", display);
        }
    }
}
