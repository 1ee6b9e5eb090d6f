/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.approval.RealmMapper;
import org.smartpack.keycloak.clientauth.AssertionAlgorithms;
import org.smartpack.keycloak.profile.Profiles;

/**
 * The mapper "Koppeltaal domain", beside "FHIR server" on the client of the FHIR service: makes the realm a Koppeltaal
 * domain. It maps nothing.
 */
@AutoService(ProtocolMapper.class)
public final class KoppeltaalDomainMapper extends RealmMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-koppeltaal-domain";

    static final String SCOPE_NARROWING = "scope.narrowing";
    static final String INTROSPECT_ONCE = "hti.introspect.once";
    static final String USER_LOOKUP = "user.lookup";
    static final String MANAGEMENT_URL = "management.url";
    static final String AUDIT = "audit";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Koppeltaal domain";
    }

    @Override
    public String getHelpText() {
        return "Makes this client the FHIR service of a Koppeltaal domain, and the realm that domain. The client also "
                + "needs the mapper FHIR server.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder properties = ProviderConfigurationBuilder.create()
                .property()
                .name(SCOPE_NARROWING)
                .label("Narrow to requested scopes")
                .helpText("Give an application that names scopes only those of them that its role has. When off, the "
                        + "role alone decides and the scope parameter is ignored.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(INTROSPECT_ONCE)
                .label("Introspect launch tokens once")
                .helpText("Answer each application once about an HTI launch token; after that, the token is inactive.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .property()
                .name(USER_LOOKUP)
                .label("Look users up at the FHIR service")
                .helpText("Allow a launch only if the user's Patient, Practitioner or RelatedPerson resource exists at "
                        + "the FHIR service and is active. When off, Keycloak asks the service only for claims "
                        + "of an identity provider and for every RelatedPerson.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .property()
                .name(MANAGEMENT_URL)
                .label("Domain management URL")
                .helpText("Where the domain is managed; management_endpoint in smart-configuration.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(AUDIT)
                .label("Send AuditEvents")
                .helpText("Send the FHIR service an AuditEvent after each step of a login with an HTI launch token. "
                        + "Logins continue if the FHIR service can't be reached.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add();
        return AuditCodes.addTo(DomainAlgorithms.addTo(properties)).build();
    }

    @Override
    protected String kind() {
        return "a Koppeltaal domain";
    }

    @Override
    protected Optional<String> problem(KeycloakSession session, RealmModel realm, Map<String, String> config) {
        if (!DomainAlgorithms.areValid(config)) {
            return Optional.of(
                    "Signature algorithms of applications must be names from this list: " + AssertionAlgorithms.all());
        }
        return AuditCodes.areValid(config)
                ? Profiles.objection(session, realm, KoppeltaalDomain.PROFILE)
                : Optional.of("An audit code must be up to 64 letters, digits, hyphens and dots");
    }
}
