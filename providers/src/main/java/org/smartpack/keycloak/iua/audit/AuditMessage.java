/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.audit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.keycloak.events.Event;

/**
 * Writes the audit message of ITI-71 as an AuditEvent (FHIR R4). It has ids and codes, but no name of a person and
 * nothing of a token.
 *
 * @param realm the realm's name
 * @param observer the logical id of Keycloak's own Device at the resource server
 * @param url the requested URL, without its query
 */
record AuditMessage(String realm, String observer, URI url, Instant recorded) {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String IHE = "urn:ihe:event-type-code";
    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

    /** The type of a network address: an IP address. */
    private static final String IP_ADDRESS = "2";

    ObjectNode of(Event event, boolean isGranted) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("resourceType", "AuditEvent");
        coding(message.putObject("type"), DICOM, "110114", "User Authentication");
        coding(message.putArray("subtype").addObject(), IHE, "ITI-71", "User Authorization");
        message.put("action", "E");
        message.put("recorded", recorded.truncatedTo(ChronoUnit.MILLIS).toString());
        message.put("outcome", isGranted ? "0" : "4");
        source(message.putArray("agent"), event);
        ObjectNode source = message.putObject("source").put("site", realm);
        source.putObject("observer").put("reference", "Device/" + observer).put("type", "Device");
        entity(message.putArray("entity").addObject());
        return message;
    }

    /** The application that asks, and the user in whose name it asks. */
    private static void source(ArrayNode agents, Event event) {
        ObjectNode application = agents.addObject();
        coding(application.putObject("type").putArray("coding").addObject(), DICOM, "110150", "Application");
        application
                .putObject("who")
                .put("type", "Device")
                .putObject("identifier")
                .put("value", event.getClientId() == null ? "unknown" : event.getClientId());
        if (event.getUserId() != null) {
            application.put("altId", event.getUserId());
        }
        application.put("requestor", true);
        if (event.getIpAddress() != null) {
            application
                    .putObject("network")
                    .put("address", event.getIpAddress())
                    .put("type", IP_ADDRESS);
        }
    }

    private void entity(ObjectNode entity) {
        String requested = url.toString().split("\\?", 2)[0];
        entity.putObject("type").put("system", ENTITY_TYPE).put("code", "2").put("display", "System Object");
        entity.putObject("role").put("system", OBJECT_ROLE).put("code", "13").put("display", "Security Resource");
        entity.put("query", Base64.getEncoder().encodeToString(requested.getBytes(StandardCharsets.UTF_8)));
    }

    private static void coding(ObjectNode coding, String system, String code, String display) {
        coding.put("system", system).put("code", code).put("display", display);
    }
}
