/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Spi;

import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.discovery.MetadataLimits;
import org.smartpack.keycloak.scope.ScopeDialect;
import org.smartpack.keycloak.setup.MapperSetup;

import static org.assertj.core.api.Assertions.assertThat;

class LostProvidersTest {

    private static final Path SERVICES = classes().resolve("META-INF/services");

    private static Path classes() {
        try {
            return Path.of(LostProviders.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void switchFeaturesOn() {
        Profile.init(
                Profile.ProfileName.DEFAULT,
                Stream.of(Profile.Feature.values()).collect(Collectors.toMap(feature -> feature, feature -> true)));
    }

    @AfterAll
    static void forgetFeatures() {
        Profile.reset();
    }

    @Test
    void aServerThatUsesNothingHasLostAllThatThePackHas() throws IOException {
        List<String> lost = LostProviders.of(serverWithoutProviders());
        assertThat(lost).hasSize(offered().size()).allSatisfy(text -> assertThat(text)
                .containsPattern(" without [A-Z]\\w+$"));
        assertThat(lost.stream().map(text -> text.replaceFirst(".* without ", "")))
                .containsExactlyInAnyOrderElementsOf(offered());
    }

    /**
     * The simple names in the service files that the build has written, those of the pack's own SPIs included. A
     * dialect of scopes, a book of rules, what a mapper sets up and what limits metadata are no providers of
     * Keycloak's: Java finds them.
     */
    private static List<String> offered() throws IOException {
        try (Stream<Path> files = Files.list(SERVICES)) {
            return files.filter(file -> Stream.of(
                                    Spi.class,
                                    ScopeDialect.class,
                                    RuleBook.class,
                                    MapperSetup.class,
                                    MetadataLimits.class)
                            .noneMatch(other -> file.endsWith(other.getName())))
                    .flatMap(LostProvidersTest::lines)
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeycloakSessionFactory serverWithoutProviders() {
        Set<Spi> spis = ServiceLoader.load(Spi.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toSet());
        return (KeycloakSessionFactory) Proxy.newProxyInstance(
                LostProvidersTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSessionFactory.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getSpis" -> spis;
                    case "getProviderFactoriesStream" -> Stream.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
