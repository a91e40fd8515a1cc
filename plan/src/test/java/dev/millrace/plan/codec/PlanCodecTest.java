package dev.millrace.plan.codec;

import static dev.millrace.plan.CircuitSketch.count;
import static dev.millrace.plan.CircuitSketch.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.CircuitSketch;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Plan;
import dev.millrace.plan.RandomCircuits;
import dev.millrace.plan.RandomValues;
import dev.millrace.types.SqlType;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
    private static final int PLANS = 60;
    private static final int NODES = 15;

    @Test
    void everyPlanComesBackEqual() {
        Set<Class<?>> seen = new HashSet<>();
        for (long seed = 0; seed < PLANS; seed++) {
            Plan plan = RandomCircuits.plan(seed, NODES);
            String json = PlanCodec.toJson(plan);
            Plan read = PlanCodec.planFromJson(json);
            assertThat(read).as("seed " + seed).isEqualTo(plan);
            assertThat(PlanCodec.toJson(read)).as("seed " + seed).isEqualTo(json);
            plan.circuit().nodes().stream()
                    .map(Node::operator)
                    .map(Object::getClass)
                    .forEach(seen::add);
        }
        assertThat(seen).containsExactlyInAnyOrder(Operator.class.getPermittedSubclasses());
    }

    @Test
    void everyValueComesBackEqual() {
        Random random = new Random(1);
        RandomValues values = new RandomValues(random);
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Literal literal = values.literal(values.type());
            Circuit circuit = constant(literal);
            assertThat(PlanCodec.circuitFromJson(PlanCodec.toJson(circuit)))
                    .as(literal.type() + " " + literal)
                    .isEqualTo(circuit);
            seen.add(literal.type().getClass());
        }
        assertThat(seen).hasSize(SqlType.class.getPermittedSubclasses().length - 1);
    }

    @Test
    void theTypeOfABareNullComesBack() {
        Circuit circuit = constant(new Literal(null, new SqlType.NullType()));
        assertThat(PlanCodec.circuitFromJson(PlanCodec.toJson(circuit))).isEqualTo(circuit);
    }

    @Test
    void theFormIsFixed() {
        CircuitSketch sketch = new CircuitSketch();
        int groups = sketch.add(new Aggregate(List.of(0), List.of(count())), sketch.source("s", longs("a")));
        Circuit circuit = sketch.output("v", groups).inferred();
        String bigint = "{'is':'integer','bits':64,'signed':true,'nullable':false}";
        String none = "'relation':'','position':{'line':0,'column':0}}";
        assertThat(PlanCodec.toJson(circuit))
                .isEqualTo(("{'format':'millrace-circuit','version':1,'circuit':{'nodes':["
                                + "{'id':0,'operator':{'is':'source','relation':'s'},'inputs':[],"
                                + "'schema':{'fields':[{'name':'a','type':" + bigint + "}]},"
                                + "'properties':{'appendOnly':false,'set':false,'keys':[],'monotone':[],'growth':null},"
                                + "'relation':'s','position':{'line':0,'column':0}},"
                                + "{'id':1,'operator':{'is':'aggregate','keys':[0],'calls':[{'function':'COUNT',"
                                + "'arguments':[],'distinct':false,'filter':-1,'order':[],'ignoreNulls':false,"
                                + "'type':" + bigint + ",'position':{'line':0,'column':0}}]},'inputs':[0],"
                                + "'schema':{'fields':[{'name':'a','type':" + bigint + "},"
                                + "{'name':'a1','type':" + bigint + "}]},"
                                + "'properties':{'appendOnly':false,'set':true,'keys':[[0]],'monotone':[],'growth':null},"
                                + none
                                + "],'outputs':[{'name':'v','node':1}]}}")
                        .replace('\'', '"'));
    }

    @Test
    void indentedJsonIsTheSamePlan() {
        Plan plan = RandomCircuits.plan(1, NODES);
        assertThat(PlanCodec.planFromJson(PlanCodec.toIndentedJson(plan))).isEqualTo(plan);
    }

    @Test
    void anythingElseIsRefused() {
        String json = PlanCodec.toJson(RandomCircuits.plan(1, NODES));
        List<String> broken = List.of(
                "",
                "[]",
                "{}",
                json.substring(1),
                json + "{}",
                json.replace("\"version\":1", "\"version\":2"),
                json.replace("millrace-plan", "millrace-circuit"),
                json.replaceFirst("\"is\":\"source\"", "\"is\":\"spring\""),
                json.replaceFirst("\"appendOnly\":", "\"more\":1,\"appendOnly\":"),
                json.replaceFirst("\"appendOnly\":[a-z]+,", ""),
                json.replaceFirst("\"appendOnly\":[a-z]+,", "\"appendOnly\":null,"),
                json.replaceFirst("\"appendOnly\":[a-z]+,", "\"appendOnly\":\"true\","));
        for (String text : broken) {
            assertThat(text).isNotEqualTo(json);
            assertThatThrownBy(() -> PlanCodec.planFromJson(text)).as(text).isInstanceOf(PlanFormatException.class);
        }
    }

    @Test
    void aCircuitThatIsNoneIsRefused() {
        String json = PlanCodec.toJson(constant(CircuitSketch.literal(3)));
        assertThatThrownBy(() -> PlanCodec.circuitFromJson(json.replace("\"id\":0", "\"id\":1")))
                .isInstanceOf(PlanFormatException.class);
        assertThatThrownBy(() -> PlanCodec.circuitFromJson(json.replace("\"value\":3", "\"value\":\"3\"")))
                .isInstanceOf(PlanFormatException.class);
        assertThatThrownBy(() -> PlanCodec.circuitFromJson(json.replace("\"value\":3", "\"valeu\":3")))
                .isInstanceOf(PlanFormatException.class);
    }

    private static Circuit constant(Literal literal) {
        CircuitSketch sketch = new CircuitSketch();
        return sketch.output("v", sketch.add(new Operator.Constant(List.of(List.of(literal)))))
                .circuit();
    }
}
