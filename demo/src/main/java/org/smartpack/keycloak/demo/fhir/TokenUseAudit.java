/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

import org.smartpack.keycloak.demo.access.VerifiedToken;

/**
 * Writes an AuditEvent for each request with an access token at an IUA base (ITI-72), before the response is sent. It
 * names the user as IUA says (IUA-72-6) and has no name of a person and no token. A request whose token isn't accepted
 * isn't recorded: nobody vouches for what it says. Nor is the creation of an AuditEvent, or each would make another.
 */
@Interceptor
public final class TokenUseAudit {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

    private final FhirBase base;
    private final AuditLog log;
    private final Clock clock;

    TokenUseAudit(FhirBase base, AuditLog log, Clock clock) {
        this.base = base;
        this.log = log;
        this.clock = clock;
    }

    /** Records a request that succeeds. HAPI calls it before it sends the response. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void succeeded(RequestDetails request, IBaseResource answer) {
        record(request, AuditEventOutcome._0, answer instanceof Resource resource ? Optional.of(resource) : none());
    }

    /** Records a request that fails. HAPI calls it before it sends the error, which stays as it is. */
    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    public boolean failed(RequestDetails request, BaseServerResponseException error) {
        record(request, error.getStatusCode() < 500 ? AuditEventOutcome._4 : AuditEventOutcome._8, none());
        return true;
    }

    private static Optional<Resource> none() {
        return Optional.empty();
    }

    private void record(RequestDetails request, AuditEventOutcome outcome, Optional<Resource> answer) {
        boolean isRecord = "AuditEvent".equals(request.getResourceName())
                && request.getRestOperationType() == RestOperationTypeEnum.CREATE;
        if (!isRecord) {
            Granted.find(request).ifPresent(granted -> log.add(event(request, granted, outcome, answer)));
        }
    }

    private AuditEvent event(
            RequestDetails request, Granted granted, AuditEventOutcome outcome, Optional<Resource> answer) {
        AuditEvent event = new AuditEvent()
                .setType(new Coding(
                        "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation"))
                .setAction(action(request))
                .setRecorded(Date.from(clock.instant()))
                .setOutcome(outcome);
        Optional.ofNullable(request.getRestOperationType())
                .ifPresent(operation -> event.addSubtype(new Coding(
                        "http://hl7.org/fhir/restful-interaction", operation.getCode(), operation.getCode())));
        event.addSubtype(new Coding("urn:ihe:event-type-code", "ITI-72", "Incorporate Access Token"));
        event.addAgent(user(granted.token()));
        event.addAgent(client(request, granted.token()));
        event.addAgent(server());
        event.getSource().setSite(base.url()).setObserver(new Reference().setIdentifier(identifier(base.url())));
        Optional<Resource> one = answer.filter(resource -> !(resource instanceof Bundle));
        event.addEntity(requested(request, one));
        one.ifPresent(resource -> granted.factory().target(resource).patients().stream()
                .sorted()
                .forEach(patient -> event.addEntity(patient(patient))));
        return event;
    }

    private static AuditEventAction action(RequestDetails request) {
        return switch (request.getRequestType()) {
            case POST ->
                request.getRestOperationType() == RestOperationTypeEnum.CREATE
                        ? AuditEventAction.C
                        : AuditEventAction.E;
            case PUT, PATCH -> AuditEventAction.U;
            case DELETE -> AuditEventAction.D;
            default -> request.getId() == null ? AuditEventAction.E : AuditEventAction.R;
        };
    }

    /** The user as IUA 3.72.5.1 writes them; the alias is the one {@code aud} that is this server. */
    private AuditEventAgentComponent user(VerifiedToken token) {
        String issuer = token.realm().issuer();
        String subject = token.subject().orElse("");
        AuditEventAgentComponent user = agent(
                        "https://profiles.ihe.net/ITI/BALP/CodeSystem/UserAgentTypes", "UserOauthAgent")
                .setWho(new Reference()
                        .setIdentifier(new Identifier().setSystem(issuer).setValue(subject)))
                .setName(base.url() + "<" + subject + "@" + issuer + ">")
                .setRequestor(true);
        token.id().ifPresent(user::addPolicy);
        token.purposes()
                .forEach(purpose -> user.addPurposeOfUse(new CodeableConcept(
                        new Coding(purpose.get("system"), purpose.get("code"), purpose.get("display")))));
        return user;
    }

    private static AuditEventAgentComponent client(RequestDetails request, VerifiedToken token) {
        AuditEventAgentComponent client = agent(DICOM, "110153")
                .setWho(new Reference()
                        .setType("Device")
                        .setIdentifier(identifier(token.client().orElse("unknown"))))
                .setRequestor(false);
        if (request instanceof ServletRequestDetails details) {
            client.getNetwork()
                    .setAddress(details.getServletRequest().getRemoteAddr())
                    .setType(AuditEventAgentNetworkType._2);
        }
        return client;
    }

    private AuditEventAgentComponent server() {
        AuditEventAgentComponent server = agent(DICOM, "110152")
                .setWho(new Reference().setType("Device").setIdentifier(identifier(base.url())))
                .setRequestor(false);
        server.getNetwork().setAddress(base.url()).setType(AuditEventAgentNetworkType._5);
        return server;
    }

    private static AuditEventAgentComponent agent(String system, String code) {
        return new AuditEventAgentComponent()
                .setType(new CodeableConcept(new Coding().setSystem(system).setCode(code)));
    }

    private static Identifier identifier(String value) {
        return new Identifier().setValue(value);
    }

    /** The resource that was requested or created, or the request itself where it names none. */
    private static AuditEventEntityComponent requested(RequestDetails request, Optional<Resource> answer) {
        AuditEventEntityComponent entity = entity("2", "System Object");
        Optional<IIdType> id = Optional.ofNullable(request.getId()).or(() -> answer.map(Resource::getIdElement));
        return id.isPresent()
                ? entity.setRole(new Coding(OBJECT_ROLE, "4", "Domain Resource"))
                        .setWhat(new Reference(
                                id.get().toUnqualifiedVersionless().getValue()))
                : entity.setRole(new Coding(OBJECT_ROLE, "24", "Query"))
                        .setQuery(request.getCompleteUrl().getBytes(StandardCharsets.UTF_8));
    }

    private static AuditEventEntityComponent patient(String id) {
        return entity("1", "Person")
                .setRole(new Coding(OBJECT_ROLE, "1", "Patient"))
                .setWhat(new Reference("Patient/" + id));
    }

    private static AuditEventEntityComponent entity(String type, String display) {
        return new AuditEventEntityComponent().setType(new Coding(ENTITY_TYPE, type, display));
    }
}
