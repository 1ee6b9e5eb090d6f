/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ServerCapabilityStatementProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * The capability statement: search parameters, where tokens are issued and introspected, and the code of IHE IUA in an
 * IUA realm (IUA-5).
 */
public final class SecuredCapabilities extends ServerCapabilityStatementProvider {

    private static final String SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service";
    private static final String IHE_SECURITY =
            "http://profiles.ihe.net/fhir/ihe.securityTypes/CodeSystem/securityTypes";
    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final String CAPABILITIES =
            "http://fhir-registry.smarthealthit.org/StructureDefinition/capabilities";

    private final TrustedRealm realm;
    private final SearchParameters parameters;
    private final Discovery discovery;

    SecuredCapabilities(RestfulServer server, TrustedRealm realm, Discovery discovery, SearchParameters parameters) {
        super(server);
        this.realm = realm;
        this.parameters = parameters;
        this.discovery = discovery;
    }

    @Override
    @Metadata(cacheMillis = 10_000)
    public IBaseConformance getServerConformance(HttpServletRequest request, RequestDetails details) {
        CapabilityStatement statement = (CapabilityStatement) super.getServerConformance(request, details);
        statement.setFormat(List.of(new CodeType("application/fhir+json"), new CodeType("json")));
        statement.setPatchFormat(List.of());
        statement.setName("SmartPackDemoFhirServer");
        statement.getSoftware().setName("Demo FHIR server of the Keycloak SMART Pack");
        for (CapabilityStatementRestComponent rest : statement.getRest()) {
            rest.setSecurity(security());
            rest.getResource().forEach(this::describe);
        }
        return statement;
    }

    private void describe(CapabilityStatementRestResourceComponent resource) {
        resource.setSearchParam(new ArrayList<>());
        parameters.of(resource.getType()).forEach(parameter -> resource.addSearchParam()
                .setName(parameter.name())
                .setType(parameter.kind()));
    }

    private CapabilityStatementRestSecurityComponent security() {
        JsonNode configuration = configuration();
        CapabilityStatementRestSecurityComponent security = new CapabilityStatementRestSecurityComponent();
        security.setCors(true);
        security.addService(
                new CodeableConcept(new Coding(SERVICE, "SMART-on-FHIR", "SMART-on-FHIR")).setText("SMART on FHIR"));
        if (realm.iua()) {
            security.addService(new CodeableConcept(new Coding(IHE_SECURITY, "IUA", "IUA")).setText("IHE IUA"));
        }
        security.setDescription("OAuth 2.0 with SMART scopes; see .well-known/smart-configuration");
        security.addExtension(
                endpoints(configuration.path("introspection_endpoint").asText(realm.issuer() + "/smart/introspect")));
        configuration
                .path("capabilities")
                .forEach(name -> security.addExtension(new Extension(CAPABILITIES, new CodeType(name.asText()))));
        return security;
    }

    private Extension endpoints(String introspection) {
        String protocol = realm.issuer() + "/protocol/openid-connect/";
        Extension uris = new Extension(OAUTH_URIS);
        uris.addExtension(uri("authorize", protocol + "auth"));
        uris.addExtension(uri("token", protocol + "token"));
        uris.addExtension(uri("introspect", introspection));
        if (!realm.koppeltaal()) {
            uris.addExtension(uri("revoke", protocol + "revoke"));
            uris.addExtension(uri("manage", realm.issuer() + "/account"));
        }
        return uris;
    }

    private static Extension uri(String name, String value) {
        return new Extension(name, new UriType(value));
    }

    /** The realm's own SMART configuration; empty while it doesn't answer. */
    private JsonNode configuration() {
        return discovery
                .smartConfiguration()
                .map(document -> {
                    try {
                        return new ObjectMapper().readTree(document);
                    } catch (IOException e) {
                        throw new IllegalStateException("The realm's SMART configuration is not JSON", e);
                    }
                })
                .orElseGet(MissingNode::getInstance);
    }
}
