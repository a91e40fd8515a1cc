package dev.millrace.testing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every file of the repository keeps to, and no compiler checks. */
class TidinessTest {

    /** Spelled so that this file does not find itself. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern DISABLED = Pattern.compile("^\\s*@Dis" + "abled\\b", Pattern.MULTILINE);

    private final SourceTree tree = SourceTree.ofThisRepository();

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        assertThat(tree.packages().filter(folder -> !isIntroduced(folder))).isEmpty();
    }

    @Test
    void aPackageLivesInOneModule() throws IOException {
        Map<String, TreeSet<String>> modulesOfPackage = tree.packages()
                .collect(groupingBy(
                        SourceTree::packageName,
                        TreeMap::new,
                        mapping(SourceTree::moduleName, toCollection(TreeSet::new))));
        assertThat(modulesOfPackage)
                .allSatisfy((name, modules) -> assertThat(modules).hasSize(1));
    }

    @Test
    void nothingIsMarkedUnfinished() throws IOException {
        assertThat(filesWith(UNFINISHED)).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() throws IOException {
        assertThat(filesWith(DISABLED)).isEmpty();
    }

    @Test
    void everyTextEndsWithANewlineAndHasNoTabsOrCarriageReturns() throws IOException {
        assertThat(tree.texts().filter(file -> !isTidy(SourceTree.read(file)))).isEmpty();
    }

    @Test
    void decisionsAreNumberedWithoutGapsOrRepeats() throws IOException {
        List<Integer> numbers = tree.decisions().toList();
        assertThat(numbers)
                .isEqualTo(Stream.iterate(0, n -> n + 1).limit(numbers.size()).toList());
    }

    private List<Path> filesWith(Pattern pattern) throws IOException {
        Predicate<String> occurs = pattern.asPredicate();
        return tree.texts().filter(file -> occurs.test(SourceTree.read(file))).toList();
    }

    private static boolean isIntroduced(Path folder) {
        Path introduction = folder.resolve("package-info.java");
        if (!introduction.toFile().exists()) {
            return false;
        }
        String text = SourceTree.read(introduction);
        return text.contains("@NullMarked") && text.startsWith("/**");
    }

    private static boolean isTidy(String text) {
        return text.isEmpty() || (text.endsWith("\n") && text.indexOf('\t') < 0 && text.indexOf('\r') < 0);
    }
}
