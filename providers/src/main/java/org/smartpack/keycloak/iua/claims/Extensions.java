/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.iua.realm.IuaRealm;
import org.smartpack.keycloak.launch.GrantContext;

/**
 * The claim {@code extensions} of one token (IUA-JWT-3, IUA-JWT-4). What is known of the user goes before the client's
 * settings. A value of a wrong form is left out and reported, for the event of the token request.
 */
public final class Extensions {

    /** The name of the claim. */
    public static final String CLAIM = "extensions";

    private static final String IUA = "ihe_iua";
    private static final String BPPC = "ihe_bppc";

    /** The members of the claim that are IUA's. */
    public static final Set<String> NAMES = Set.of(IUA, BPPC);

    /** The member of {@code ihe_bppc} that names the patient. */
    static final String PATIENT = "patient_id";

    private static final List<Member> OF_SUBJECT =
            List.of(Member.SUBJECT_ROLE, Member.PURPOSE_OF_USE, Member.NATIONAL_PROVIDER_IDENTIFIER, Member.PERSON_ID);

    private final KeycloakSession session;
    private final ClaimSettings settings;
    private final Optional<KnownUser> user;
    private final List<String> ignored = new ArrayList<>();

    private Extensions(KeycloakSession session, ClaimSettings settings, Optional<KnownUser> user) {
        this.session = session;
        this.settings = settings;
        this.user = user;
    }

    /** For the token that is about to be made. A service account is no user. */
    public static Extensions of(KeycloakSession session, TokenPostProcessorContext tokens) {
        var login = tokens.clientSessionCtx().getClientSession();
        UserModel account = login.getUserSession().getUser();
        Optional<KnownUser> user = Optional.of(account)
                .filter(one -> !AllowanceSource.isOwn(login.getClient(), one))
                .map(one -> new KnownUser(session, one));
        return new Extensions(session, ClaimSettings.of(tokens.clientSessionCtx()), user);
    }

    /** The claim's value; empty if nothing is known. */
    public Map<String, Object> toClaim() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        putUnlessEmpty(extensions, IUA, subject());
        putUnlessEmpty(extensions, BPPC, consent());
        return extensions;
    }

    /** The names of attributes and settings whose values were left out. */
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    private Map<String, Object> subject() {
        Map<String, Object> members = new LinkedHashMap<>();
        name().ifPresent(name -> members.put("subject_name", name));
        putOrganization(members);
        OF_SUBJECT.forEach(member -> put(members, member, ofUserOrSettings(member)));
        List<String> community = settings.values(Member.HOME_COMMUNITY_ID);
        put(
                members,
                Member.HOME_COMMUNITY_ID,
                community.isEmpty()
                        ? IuaRealm.of(session).homeCommunity().stream().toList()
                        : community);
        return members;
    }

    private Optional<String> name() {
        Optional<String> name = user.flatMap(KnownUser::name);
        if (name.isPresent() && user.get().canWriteName()) {
            ignored.add("subject_name (users may write their names)");
            return Optional.empty();
        }
        return name;
    }

    /** Name and id come from one source, so that they are of the same organization. */
    private void putOrganization(Map<String, Object> members) {
        List<String> names = ofUser(Member.SUBJECT_ORGANIZATION);
        List<String> ids = ofUser(Member.SUBJECT_ORGANIZATION_ID);
        Optional<OrganizationModel> organization =
                names.isEmpty() && ids.isEmpty() ? user.flatMap(KnownUser::organization) : Optional.empty();
        if (organization.isPresent()) {
            names = List.of(organization.get().getName());
            ids = organization
                    .get()
                    .getAttributes()
                    .getOrDefault(Member.SUBJECT_ORGANIZATION_ID.attribute(), List.of());
        } else if (names.isEmpty() && ids.isEmpty()) {
            names = settings.values(Member.SUBJECT_ORGANIZATION);
            ids = settings.values(Member.SUBJECT_ORGANIZATION_ID);
        }
        put(members, Member.SUBJECT_ORGANIZATION, names);
        put(members, Member.SUBJECT_ORGANIZATION_ID, ids);
    }

    private Map<String, Object> consent() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (settings.hasPatient()) {
            patient().ifPresent(patient -> members.put(PATIENT, patient));
        }
        put(members, Member.DOC_ID, settings.values(Member.DOC_ID));
        put(members, Member.ACP, settings.values(Member.ACP));
        return members;
    }

    /** The patient of the launch, as a URL. */
    private Optional<String> patient() {
        return GrantContext.bound(session).flatMap(grant -> grant.context()
                .patient()
                .flatMap(id -> grant.server(session).map(FhirServer::baseUrl).map(base -> base + "/Patient/" + id)));
    }

    private List<String> ofUserOrSettings(Member member) {
        List<String> values = ofUser(member);
        return values.isEmpty() ? settings.values(member) : values;
    }

    private List<String> ofUser(Member member) {
        List<String> values = user.map(known -> known.values(member)).orElse(List.of());
        if (values.isEmpty()) {
            return values;
        }
        if (user.get().canWrite(member)) {
            ignored.add(member.attribute() + " (users may write it)");
            return List.of();
        }
        return values;
    }

    private void put(Map<String, Object> members, Member member, List<String> values) {
        Optional<Object> value = member.value(values);
        value.ifPresent(valid -> members.put(member.claim(), valid));
        if (value.isEmpty() && !values.isEmpty()) {
            ignored.add(member.claim() + " (wrong form, or several values)");
        }
    }

    private static void putUnlessEmpty(Map<String, Object> all, String name, Map<String, Object> members) {
        if (!members.isEmpty()) {
            all.put(name, members);
        }
    }
}
