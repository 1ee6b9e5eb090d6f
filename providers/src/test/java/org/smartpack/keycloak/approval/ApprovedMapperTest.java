/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;

import static org.assertj.core.api.Assertions.assertThat;

/** What those who complete a saved mapper learn: whether it is new on a client that was there before. */
class ApprovedMapperTest {

    private static final class Plain extends ApprovedMapper {

        @Override
        public String getId() {
            return "plain";
        }

        @Override
        public String getDisplayType() {
            return "Plain";
        }

        @Override
        public String getHelpText() {
            return "";
        }

        @Override
        public List<ProviderConfigProperty> getConfigProperties() {
            return List.of();
        }

        @Override
        protected Optional<String> check(
                KeycloakSession session, RealmModel realm, ClientModel client, Map<String, String> config) {
            return Optional.empty();
        }
    }

    private final Plain plain = new Plain();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, ComponentModel> approvals = new HashMap<>();
    private final List<ProtocolMapperModel> mappers = new ArrayList<>();
    private final List<Approved> published = new ArrayList<>();

    private final ClientModel client = fake(ClientModel.class, (name, arguments) -> switch (name) {
        case "getId", "getClientId" -> "planner";
        case "getProtocolMappersStream" -> mappers.stream();
        default -> null;
    });

    private final RealmModel realm = fake(RealmModel.class, (name, arguments) -> switch (name) {
        case "getId" -> "realm";
        case "getClientById" -> client;
        case "getComponentsStream" -> approvals.values().stream();
        case "getComponent" -> approvals.get((String) arguments[0]);
        case "addComponentModel", "updateComponent" ->
            approvals.put(((ComponentModel) arguments[0]).getId(), (ComponentModel) arguments[0]);
        default -> null;
    });

    private final KeycloakSessionFactory server =
            fake(KeycloakSessionFactory.class, (name, arguments) -> switch (name) {
                case "getProviderFactoriesStream" -> Stream.of(plain);
                case "publish" -> published.add((Approved) arguments[0]);
                default -> null;
            });

    private final KeycloakContext context = fake(KeycloakContext.class, (name, arguments) -> null);

    private final KeycloakSession session = fake(KeycloakSession.class, (name, arguments) -> switch (name) {
        case "getKeycloakSessionFactory" -> server;
        case "getContext" -> context;
        case "getAttribute" -> attributes.get((String) arguments[0]);
        case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
        default -> null;
    });

    private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.apply(method.getName(), arguments);
                    return answer == null && method.getReturnType() == boolean.class
                            ? false
                            : method.getReturnType() == void.class ? null : answer;
                }));
    }

    private static ProtocolMapperModel mapper(String id, Map<String, String> config) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setId(id);
        mapper.setProtocolMapper("plain");
        mapper.setConfig(config);
        return mapper;
    }

    /** The request of a realm administrator for one mapper. */
    private boolean isAddedBySaving(ProtocolMapperModel mapper) throws ProtocolMapperConfigException {
        published.clear();
        RealmAdministrator.markCreator(session, realm);
        plain.validateConfig(session, realm, client, mapper);
        assertThat(published).hasSize(1);
        return published.get(0).isAdded();
    }

    @Test
    @DisplayName("KT-DOM-8: a mapper is new if the client had none; saved again, it isn't")
    void single() throws ProtocolMapperConfigException {
        assertThat(isAddedBySaving(mapper(null, Map.of()))).isTrue();
        mappers.add(mapper("1", Map.of()));
        assertThat(isAddedBySaving(mapper("1", Map.of("a", "b")))).isFalse();
    }

    @Test
    @DisplayName("KT-DOM-8: a mapper that was there unapproved isn't new when it is approved")
    void unapproved() throws ProtocolMapperConfigException {
        mappers.add(mapper("1", Map.of()));
        assertThat(isAddedBySaving(mapper("1", Map.of()))).isFalse();
        assertThat(approvals).hasSize(1);
    }

    @Test
    @DisplayName("KT-DOM-8: a client that is created with the mapper was not there before")
    void created() throws ProtocolMapperConfigException {
        ClientStatements.begin(session, client);
        assertThat(isAddedBySaving(mapper(null, Map.of()))).isFalse();
    }

    private List<Approved> settle() {
        published.clear();
        assertThat(new ClientStatements(session, realm).settle(client)).isEmpty();
        return published;
    }

    @Test
    @DisplayName("KT-DOM-8: nor is one that was there unapproved new when the client is saved as a whole")
    void wholeClient() {
        RealmAdministrator.markCreator(session, realm);
        mappers.add(mapper("1", Map.of()));
        new ClientStatements(session, realm).remember(client);
        assertThat(settle()).isEmpty();
        mappers.set(0, mapper("1", Map.of("a", "b")));
        assertThat(settle()).extracting(Approved::isAdded).containsExactly(false);
    }

    @Test
    @DisplayName("KT-DOM-8: one that comes when the client is saved as a whole is new")
    void newInWholeClient() {
        RealmAdministrator.markCreator(session, realm);
        new ClientStatements(session, realm).remember(client);
        mappers.add(mapper("1", Map.of()));
        assertThat(settle()).extracting(Approved::isAdded).containsExactly(true);
    }

    @Test
    @DisplayName("attack 38: what other requests read isn't changed by one that can still fail")
    void shared() throws ProtocolMapperConfigException {
        isAddedBySaving(mapper(null, Map.of("a", "b")));
        ComponentModel read = approvals.values().iterator().next();
        mappers.add(mapper("1", Map.of("a", "b")));
        isAddedBySaving(mapper("1", Map.of("a", "c")));
        assertThat(Approval.of(read).config()).containsOnly(Map.entry("a", "b"));
        assertThat(Approval.of(approvals.values().iterator().next()).config()).containsOnly(Map.entry("a", "c"));
    }
}
