/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * The mapper "IUA claims", on a client or a client scope: what a client's tokens say in {@code extensions} where
 * nothing is known of the user. It maps nothing itself, because the profile writes the claim when all else is written.
 */
@AutoService(ProtocolMapper.class)
public final class IuaClaimsMapper extends AbstractOIDCProtocolMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-iua-claims";

    /** Whether {@code ihe_bppc} has the patient of the launch. */
    static final String BPPC_PATIENT = "bppc.patient";

    /** Whether the JWT authorization grant gives {@code user/} scopes. */
    private static final String USER_SCOPES = "jwt.user.scopes";

    private static final String CODINGS = " as system|code or system|code|display.";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "IUA claims";
    }

    @Override
    public String getDisplayCategory() {
        return "SMART on FHIR";
    }

    @Override
    public String getHelpText() {
        return "What the tokens of an IHE IUA realm say in ihe_iua and ihe_bppc where the user's own attributes say "
                + "nothing.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        ProviderConfigurationBuilder properties = ProviderConfigurationBuilder.create();
        text(properties, Member.SUBJECT_ORGANIZATION, "Organization", "The name of the organization.");
        text(
                properties,
                Member.SUBJECT_ORGANIZATION_ID,
                "Organization ID",
                "The organization's URL, or its OID such as urn:oid:2.16.840.1.");
        list(
                properties,
                Member.SUBJECT_ROLE,
                "Subject roles",
                "The roles of users, or of the client itself," + CODINGS);
        list(
                properties,
                Member.PURPOSE_OF_USE,
                "Purposes of use",
                "What data is used for, for instance http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT,"
                        + CODINGS);
        text(
                properties,
                Member.HOME_COMMUNITY_ID,
                "Home community ID",
                "In place of the realm's, for instance urn:oid:2.16.840.1.113883.3.1.");
        text(properties, Member.DOC_ID, "BPPC: document ID", "The URL or URN of the consent document.");
        text(properties, Member.ACP, "BPPC: policy ID", "The URL or URN of the policy that the patient agreed to.");
        return properties
                .property()
                .name(BPPC_PATIENT)
                .label("BPPC: patient of the launch")
                .helpText("Put the address of the launch's Patient into ihe_bppc as patient_id.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(USER_SCOPES)
                .label("User scopes by assertion")
                .helpText("Give this client user/ scopes for users whom a trusted issuer vouches for (the JWT "
                        + "authorization grant). Without it, that grant gives no SMART scopes. No effect in a client "
                        + "scope.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }

    /** Whether the client's own mapper lets the JWT authorization grant give it {@code user/} scopes. */
    public static boolean givesUserScopes(ClientModel client) {
        return client.getProtocolMappersStream()
                .filter(mapper -> PROVIDER_ID.equals(mapper.getProtocolMapper()) && mapper.getConfig() != null)
                .anyMatch(mapper -> givesUserScopes(mapper.getConfig()));
    }

    /** Whether these settings of a client's own mapper say so. */
    public static boolean givesUserScopes(Map<String, String> config) {
        return Boolean.parseBoolean(config.get(USER_SCOPES));
    }

    /** What is wrong with the settings, as sentences that begin with the name of a claim; empty if nothing is. */
    public static List<String> faults(Map<String, String> config) {
        return Arrays.stream(Member.values())
                .filter(member ->
                        !FhirServer.values(config.get(member.claim())).stream().allMatch(member::acceptsSetting))
                .map(member -> member.claim() + " " + member.settingRule())
                .toList();
    }

    private static void text(ProviderConfigurationBuilder properties, Member member, String label, String help) {
        add(properties, member, label, help, ProviderConfigProperty.STRING_TYPE);
    }

    private static void list(ProviderConfigurationBuilder properties, Member member, String label, String help) {
        add(properties, member, label, help, ProviderConfigProperty.MULTIVALUED_STRING_TYPE);
    }

    private static void add(
            ProviderConfigurationBuilder properties, Member member, String label, String help, String type) {
        properties
                .property()
                .name(member.claim())
                .label(label)
                .helpText(help)
                .type(type)
                .add();
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        List<String> faults = mapper.getConfig() == null ? List.of() : faults(mapper.getConfig());
        if (!faults.isEmpty()) {
            throw new ProtocolMapperConfigException(faults.get(0), faults.get(0));
        }
    }
}
